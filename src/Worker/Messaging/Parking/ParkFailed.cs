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
        bool unreadable = error is SerializationException or JsonException;
        string text = unreadable && error.InnerException is { } cause ? cause.Message : $"{error.GetType().Name}: {error.Message}";
        await lot.ParkAsync(context, exchange, unreadable ? ParkingReason.Unreadable : ParkingReason.Failed, text);
        await next.Send(context);
    }

    public void Probe(ProbeContext context) => context.CreateFilterScope("park-failed");
}
