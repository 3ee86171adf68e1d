using System.Runtime.Serialization;
using System.Text.Json;
using MassTransit;

namespace Offboarding.Worker.Messaging.Parking;

/// <summary>The end of the line for a message whose handling threw: instead of an error queue on the broker, a row.</summary>
internal sealed class ParkFailed(ParkingLot lot, string exchange) : IFilter<ExceptionReceiveContext>
{
    public async Task Send(ExceptionReceiveContext context, IPipe<ExceptionReceiveContext> next)
    {
        Exception error = context.Exception;
        (ParkingReason reason, string text) = error is SerializationException or JsonException
            ? (ParkingReason.Unreadable, (error.InnerException ?? error).Message)
            : IsObject(context.Body.GetBytes())
                ? (ParkingReason.Failed, $"{error.GetType().Name}: {error.Message}")
                : (ParkingReason.Unreadable, "The body is JSON, but not an object.");
        await lot.ParkAsync(context, exchange, reason, text);
        // Without a word about the fault, a body that never became a message would be taken for one that nobody consumes.
        await context.NotifyFaulted(error);
        await next.Send(context);
    }

    /// <summary>Whether what was readable JSON is an object, as every message is.</summary>
    private static bool IsObject(ReadOnlySpan<byte> body) => body.TrimStart(" \t\r\n"u8) is [(byte)'{', ..];

    public void Probe(ProbeContext context) => context.CreateFilterScope("park-failed");
}
