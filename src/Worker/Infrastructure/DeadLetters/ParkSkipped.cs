using MassTransit;

namespace Offboarding.Worker.Infrastructure.DeadLetters;

/// <summary>The end of the line for a message that nobody on this endpoint consumes.</summary>
internal sealed class ParkSkipped(ParkingLot lot, string exchange) : IFilter<ReceiveContext>
{
    public async Task Send(ReceiveContext context, IPipe<ReceiveContext> next)
    {
        await lot.ParkAsync(context, exchange, ParkingReason.NotUnderstood, $"No consumer of {exchange} knows this type of message.");
        await next.Send(context);
    }

    public void Probe(ProbeContext context) => context.CreateFilterScope("park-skipped");
}
