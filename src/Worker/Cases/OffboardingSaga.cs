using MassTransit;
using Offboarding.Contracts;

namespace Offboarding.Worker.Cases;

/// <summary>
/// The life of a case from the end of its first step to completion. The row is written by the request that opens the case,
/// in the transaction that closes sign-in (docs/adr/0004), so no event here creates an instance: what knows no case is dropped.
/// </summary>
public sealed class OffboardingSaga : MassTransitStateMachine<OffboardingCase>
{
    public OffboardingSaga()
    {
        InstanceState(c => c.State);

        Event(() => StepDone, e => e.CorrelateById(m => m.Message.OffboardingId).OnMissingInstance(m => m.Discard()));
        Event(() => StepGaveUp, e => e.CorrelateById(m => m.Message.OffboardingId).OnMissingInstance(m => m.Discard()));
        Event(() => Nudged, e => e.CorrelateById(m => m.Message.OffboardingId).OnMissingInstance(m => m.Discard()));
        Event(() => RetryAsked, e => e.CorrelateById(m => m.Message.OffboardingId).OnMissingInstance(m => m.Discard()));

        During([SigningOut, HandingOver, NeedsAttention],
            When(StepDone).Activity(a => a.OfInstanceType<AdvanceCase>()),
            When(StepGaveUp).Activity(a => a.OfInstanceType<AdvanceCase>()),
            When(Nudged).Activity(a => a.OfInstanceType<AdvanceCase>()),
            When(RetryAsked).Activity(a => a.OfType<ReopenStep>()).Activity(a => a.OfInstanceType<AdvanceCase>()));

        // Late or doubled: the case is over, or stands still on purpose. A resumed case is looked at again.
        During([HeldForApproval, Scheduled, Paused, Completed, Refused, Cancelled],
            Ignore(StepDone), Ignore(StepGaveUp), Ignore(Nudged),
            When(RetryAsked).Activity(a => a.OfType<ReopenStep>()));
    }

    public State HeldForApproval { get; private set; } = null!;

    public State Scheduled { get; private set; } = null!;

    public State SigningOut { get; private set; } = null!;

    public State HandingOver { get; private set; } = null!;

    public State NeedsAttention { get; private set; } = null!;

    public State Paused { get; private set; } = null!;

    public State Completed { get; private set; } = null!;

    public State Refused { get; private set; } = null!;

    public State Cancelled { get; private set; } = null!;

    public Event<StepCompleted> StepDone { get; private set; } = null!;

    public Event<StepFailed> StepGaveUp { get; private set; } = null!;

    public Event<NudgeCase> Nudged { get; private set; } = null!;

    public Event<RetryStep> RetryAsked { get; private set; } = null!;
}
