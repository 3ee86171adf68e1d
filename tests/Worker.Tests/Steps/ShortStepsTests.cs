using Offboarding.Worker.Handover;
using Offboarding.Worker.Seats;
using Offboarding.Worker.SignOut;
using Offboarding.Worker.Steps;

namespace Offboarding.Worker.Tests.Steps;

public sealed class ShortStepsTests
{
    private static readonly IOffboardingStep SignOut = new SignOutSessionsStep();
    private static readonly IOffboardingStep Seats = new UpdateSeatsStep();
    private static readonly IOffboardingStep Reassign = new ReassignWorkStep(WorkKind.All[0]);

    [Fact]
    public void Lockout_comes_first_whatever_the_order_of_the_steps() =>
        ShortSteps.InTurn([Reassign, Seats, SignOut]).Select(s => s.Name).ShouldBe(["sign-out-sessions", "update-seats"]);

    [Fact]
    public void A_case_without_short_steps_begins_with_messages() => ShortSteps.InTurn([Reassign]).ShouldBeEmpty();

    [Fact]
    public void A_short_step_does_not_overtake_a_phase_that_has_a_long_one() =>
        ShortSteps.InTurn([new Long(phase: 1), SignOut, Seats]).Select(s => s.Name).ShouldBe(["sign-out-sessions"]);

    private sealed class Long(int phase) : IOffboardingStep
    {
        public string Name => "long";

        public int Phase => phase;

        public StepLane Lane => StepLane.Lockout;

        public bool AppliesTo(Offboarding.Worker.Cases.CaseKind kind, Offboarding.Contracts.HandoverPlan plan) => true;

        public Task<long> CountAsync(StepContext context, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<BatchResult> RunBatchAsync(StepContext context, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<Offboarding.Contracts.OffboardingEvent?> FinishAsync(StepContext context, CancellationToken cancellationToken) => throw new NotSupportedException();
    }
}
