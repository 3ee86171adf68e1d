using System.Net.Mime;
using System.Text.Json;
using MassTransit;
using MassTransit.Serialization;

namespace Offboarding.Worker.Messaging.Outbox;

/// <summary>Sends a stored JSON body as it is, in MassTransit's envelope or plain, without making an object of it again.</summary>
internal sealed class StoredBodySerializer(OutboxRow row) : IMessageSerializer
{
    private static readonly ContentType Plain = new("application/json");
    private static readonly ContentType Envelope = SystemTextJsonMessageSerializer.JsonContentType;

    public ContentType ContentType => row.MessageType is not null ? Envelope : row.ContentType is null ? Plain : new ContentType(row.ContentType);

    public MessageBody GetMessageBody<T>(SendContext<T> context)
        where T : class => new BytesMessageBody(row.MessageType is null ? row.Body : Wrap(context));

    private byte[] Wrap(SendContext context)
    {
        using var buffer = new MemoryStream(row.Body.Length + 512);
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("messageId", row.MessageId);
            json.WriteString("conversationId", row.MessageId);
            json.WriteString("destinationAddress", context.DestinationAddress?.ToString());
            json.WriteStartArray("messageType");
            json.WriteStringValue(row.MessageType);
            json.WriteEndArray();
            json.WritePropertyName("message");
            json.WriteRawValue(row.Body, skipInputValidation: true);
            json.WriteString("sentTime", row.CreatedAt);
            json.WriteEndObject();
        }

        return buffer.ToArray();
    }
}
