using Offboarding.Contracts;
using Offboarding.Worker.Cases;
using Offboarding.Worker.Handover;
using Offboarding.Worker.Intake;

namespace Offboarding.Worker.Tests.Handover;

public sealed class ChangeHandoverRulesTests
{
    private static readonly CaseState[] Going = [CaseState.SigningOut, CaseState.HandingOver, CaseState.NeedsAttention, CaseState.Paused];

    [Theory]
    [InlineData(StepStatus.Waiting)]
    [InlineData(StepStatus.Retrying)]
    [InlineData(StepStatus.Failed)]
    public void A_kind_that_nobody_hands_over_at_this_moment_may_change(StepStatus status) =>
        Going.ShouldAllBe(state => Check(state, status) == null);

    [Theory]
    [InlineData(StepStatus.Ready)]
    [InlineData(StepStatus.Running)]
    public void A_kind_that_is_being_handed_over_is_paused_first(StepStatus status)
    {
        foreach (CaseState state in Going.Where(state => state != CaseState.Paused))
        {
            Check(state, status).ShouldNotBeNull().Help.ShouldContain("Pause the case first");
        }

        Check(CaseState.Paused, status).ShouldBeNull();
    }

    [Theory]
    [InlineData(StepStatus.Done, "handed its tasks over already")]
    [InlineData(StepStatus.Skipped, "left its tasks out")]
    public void A_kind_that_is_finished_stays_as_it_is_also_while_paused(StepStatus status, string why)
    {
        foreach (CaseState state in Going)
        {
            Refusal no = Check(state, status).ShouldNotBeNull();
            no.ShouldSatisfyAllConditions(r => r.Code.ShouldBe(RefusalCode.ConflictingRequest), r => r.Message.ShouldContain(why), r => r.Help.ShouldContain("ReassignWorkRequested"));
        }
    }

    [Theory]
    [InlineData(CaseState.Scheduled)]
    [InlineData(CaseState.HeldForApproval)]
    public void Before_it_starts_every_kind_may_change(CaseState state) =>
        ChangeHandoverRules.Check(Guid.NewGuid(), CaseKind.Deactivate, state, ["conversations", "contacts", "leads", "tasks"], []).ShouldBeNull();

    [Fact]
    public void A_kind_that_was_not_in_the_plan_may_come_in() =>
        ChangeHandoverRules.Check(Guid.NewGuid(), CaseKind.Reassign, CaseState.HandingOver, ["leads"], Steps(StepStatus.Running)).ShouldBeNull();

    [Theory]
    [InlineData(CaseState.Completed)]
    [InlineData(CaseState.Refused)]
    [InlineData(CaseState.Cancelled)]
    public void What_is_over_has_no_plan_to_change(CaseState state) =>
        Check(state, StepStatus.Failed).ShouldNotBeNull().Message.ShouldContain("is over");

    [Theory]
    [InlineData(CaseKind.Undo)]
    [InlineData(CaseKind.Delete)]
    public void An_undo_and_a_deletion_have_no_plan(CaseKind kind) =>
        ChangeHandoverRules.Check(Guid.NewGuid(), kind, CaseState.Paused, ["tasks"], []).ShouldNotBeNull().Message.ShouldContain("has no plan");

    [Fact]
    public void Every_kind_that_cannot_change_is_named_with_its_field()
    {
        Refusal no = ChangeHandoverRules.Check(
            Guid.NewGuid(), CaseKind.Deactivate, CaseState.NeedsAttention, ["conversations", "contacts", "tasks"],
            [Step("conversations", StepStatus.Done), Step("contacts", StepStatus.Failed), Step("tasks", StepStatus.Running)]).ShouldNotBeNull();
        no.Errors.Select(e => e.Path).ShouldBe(["handover.conversations", "handover.tasks"]);
    }

    private static Refusal? Check(CaseState state, StepStatus status) =>
        ChangeHandoverRules.Check(Guid.NewGuid(), CaseKind.Deactivate, state, ["tasks"], Steps(status));

    private static StepSnapshot[] Steps(StepStatus status) => [new("sign-out-sessions", 1, StepStatus.Done, 1), Step("tasks", status)];

    private static StepSnapshot Step(string work, StepStatus status) => new($"reassign-{work}", 2, status, 0);
}
