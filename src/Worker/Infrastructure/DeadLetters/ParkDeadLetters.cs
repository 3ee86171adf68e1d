using MassTransit;
using Offboarding.Worker.Infrastructure.Messaging;

namespace Offboarding.Worker.Infrastructure.DeadLetters;

/// <summary>
/// Parks what the broker gave up on: a message that was delivered again and again without an answer, most likely because
/// handling it ends the process.
/// </summary>
internal sealed class ParkDeadLetters(ParkingLot lot) : IFilter<ReceiveContext>
{
    public Task Send(ReceiveContext context, IPipe<ReceiveContext> next)
    {
        string queue = context.TransportHeaders.Get("x-first-death-queue", "") is { Length: > 0 } first ? first : MessageExchanges.DeadLetters;
        return lot.ParkAsync(context, queue, ParkingReason.Failed,
            "Delivered too often without an answer; its handling probably ends the process. Look at the worker's log before a replay.");
    }

    public void Probe(ProbeContext context) => context.CreateFilterScope("park-dead-letters");
}
