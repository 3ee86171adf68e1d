using Offboarding.Contracts;
using Offboarding.Worker.Cases;

namespace Offboarding.Worker.Tests.Cases;

/// <summary>F1: until it starts; after that what is possible instead.</summary>
public sealed class NotStartedRuleTests
{
    [Fact]
    public void Only_a_scheduled_departure_can_be_called_off_or_moved()
    {
        foreach (CaseState state in Enum.GetValues<CaseState>())
        {
            var refusal = NotStartedRule.Check(Guid.NewGuid(), state, "cancelled", CaseKind.Deactivate);
            (refusal is null).ShouldBe(state is CaseState.Scheduled or CaseState.HeldForApproval);
            refusal?.Code.ShouldBe(RefusalCode.ConflictingRequest);
            refusal?.Help.ShouldNotBeEmpty();
        }
    }

    [Theory]
    [InlineData(CaseState.SigningOut, "ReactivateUserRequested")]
    [InlineData(CaseState.Completed, "ReactivateUserRequested")]
    [InlineData(CaseState.Cancelled, "nothing to do")]
    public void A_refusal_says_what_is_possible_instead(CaseState state, string help) =>
        NotStartedRule.Check(Guid.NewGuid(), state, "cancelled", CaseKind.Deactivate)!.Help.ShouldContain(help);

    [Fact]
    public void A_deletion_that_has_started_cannot_be_undone() =>
        NotStartedRule.Check(Guid.NewGuid(), CaseState.HandingOver, "cancelled", CaseKind.Delete)!.Help.ShouldContain("cannot be undone");
}
