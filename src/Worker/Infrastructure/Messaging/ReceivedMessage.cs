using System.Text;
using MassTransit;

namespace Offboarding.Worker.Infrastructure.Messaging;

/// <summary>What is known of a message before the bus reads it.</summary>
internal static class ReceivedMessage
{
    /// <summary>A header's text, as AMQP has it; null: there is none, or it is something else.</summary>
    public static string? Header(this ReceiveContext message, string name) => message.TransportHeaders.TryGetHeader(name, out object? value)
        ? value switch { string text => text, byte[] bytes => Encoding.UTF8.GetString(bytes), _ => null }
        : null;

    /// <summary>It is in MassTransit's envelope, by its content type; otherwise it is plain JSON.</summary>
    public static bool IsInEnvelope(this ReceiveContext message) =>
        message.ContentType?.MediaType?.StartsWith("application/vnd.masstransit", StringComparison.OrdinalIgnoreCase) is true;
}
