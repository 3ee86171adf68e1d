using System.Runtime.Serialization;
using System.Text;
using System.Text.Json;
using MassTransit;
using Offboarding.Worker.Persistence;

namespace Offboarding.Worker.Messaging.Parking;

/// <summary>
/// The end of the line for a message whose handling threw: instead of an error queue on the broker, a row. What found its workspace locked comes again.
/// </summary>
internal sealed class ParkFailed(ParkingLot lot, string exchange) : IFilter<ExceptionReceiveContext>
{
    public async Task Send(ExceptionReceiveContext context, IPipe<ExceptionReceiveContext> next)
    {
        if (context.Exception.GetBaseException() is WorkspaceLockedException locked)
        {
            await lot.PutOffAsync(context, exchange, locked.Message, locked.ComesAgainAfter());
        }
        else
        {
            (ParkingReason reason, string text) = Explain(context.Exception, context.Body.GetBytes());
            await lot.ParkAsync(context, exchange, reason, text);
        }

        // Marks the message as dealt with; otherwise it would be taken for one that nobody consumed, and be parked again.
        await context.NotifyFaulted(context.Exception);
        await next.Send(context);
    }

    public void Probe(ProbeContext context) => context.CreateFilterScope("park-failed");

    private static (ParkingReason Reason, string Text) Explain(Exception error, byte[] body)
    {
        string start = Encoding.UTF8.GetString(body.AsSpan(0, Math.Min(body.Length, 200))).TrimStart('\uFEFF', ' ', '\t', '\r', '\n');
        if (!start.StartsWith('{'))
        {
            string shown = start.Length > 40 ? $"{start[..40]}..." : start;
            return (ParkingReason.Unreadable, $"The body is not a JSON object; it begins with: {shown}");
        }

        return error is SerializationException or JsonException
            ? (ParkingReason.Unreadable, $"The body cannot be read: {(error.InnerException ?? error).Message}")
            : (ParkingReason.Failed, $"{error.GetType().Name}: {error.Message}");
    }
}
