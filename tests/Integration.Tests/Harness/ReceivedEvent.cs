using System.Text;
using System.Text.Json.Nodes;
using RabbitMQ.Client.Events;

namespace Offboarding.Integration.Tests.Harness;

/// <summary>An event as it came over the wire.</summary>
/// <param name="Name">The exchange.</param>
/// <param name="Message">The envelope's message.</param>
/// <param name="MessageId">The envelope's message id.</param>
public sealed record ReceivedEvent(string Name, JsonObject Message, Guid MessageId)
{
    /// <summary>The header of AMQP that carries the place in a trace; null: there is none.</summary>
    public string? Traceparent { get; init; }

    /// <summary>The header beside it, with what tracing systems added; null: there is none.</summary>
    public string? Tracestate { get; init; }

    /// <summary>Reads the envelope.</summary>
    public static ReceivedEvent Of(BasicDeliverEventArgs delivery)
    {
        JsonObject envelope = JsonNode.Parse(delivery.Body.Span)!.AsObject();
        return new ReceivedEvent(delivery.Exchange, envelope["message"]!.AsObject(), envelope["messageId"]!.GetValue<Guid>())
        {
            Traceparent = Header(delivery, "traceparent"),
            Tracestate = Header(delivery, "tracestate"),
        };
    }

    public Guid EventId => this["eventId"]!.GetValue<Guid>();

    public Guid? RequestId => this["requestId"]?.GetValue<Guid>();

    public Guid OffboardingId => this["offboardingId"]!.GetValue<Guid>();

    public JsonNode? this[string field] => Message[field];

    public string Text(string field) => this[field]!.GetValue<string>();

    public long Number(string field) => this[field]!.GetValue<long>();

    public override string ToString() => $"{Name} {Message.ToJsonString()}";

    private static string? Header(BasicDeliverEventArgs delivery, string name) =>
        delivery.BasicProperties.Headers?.TryGetValue(name, out object? header) is true ? Encoding.UTF8.GetString((byte[])header!) : null;
}
