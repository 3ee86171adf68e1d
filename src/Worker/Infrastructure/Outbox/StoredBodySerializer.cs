using System.Net.Mime;
using System.Text.Json;
using MassTransit;
using MassTransit.Serialization;

namespace Offboarding.Worker.Infrastructure.Outbox;

/// <summary>Sends a stored JSON body as it is, in MassTransit's envelope or plain, without making an object of it again.</summary>
internal sealed class StoredBodySerializer(OutboxRow row) : IMessageSerializer
{
    private static readonly ContentType Plain = new("application/json");
    private static readonly ContentType Envelope = SystemTextJsonMessageSerializer.JsonContentType;

    public ContentType ContentType => TypeOf(row);

    public static ContentType TypeOf(OutboxRow row) =>
        row.MessageType is not null ? Envelope : row.ContentType is null ? Plain : new ContentType(row.ContentType);

    public MessageBody GetMessageBody<T>(SendContext<T> context)
        where T : class => new BytesMessageBody(ToWire(row, context.DestinationAddress));

    /// <summary>The bytes of a message on the wire.</summary>
    /// <param name="row">The message.</param>
    /// <param name="destination">Where it goes; said in the envelope.</param>
    public static byte[] ToWire(OutboxRow row, Uri? destination)
    {
        if (row.MessageType is null)
        {
            return row.Body;
        }

        using var buffer = new MemoryStream(row.Body.Length + 512);
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("messageId", row.MessageId);
            json.WriteString("conversationId", row.MessageId);
            json.WriteString("destinationAddress", destination?.ToString());
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
