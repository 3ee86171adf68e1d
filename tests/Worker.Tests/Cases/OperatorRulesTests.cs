using Offboarding.Worker.Cases;

namespace Offboarding.Worker.Tests.Cases;

/// <summary>What an operator may do to a case, whatever came before it or comes twice.</summary>
public sealed class OperatorRulesTests
{
    private static readonly CaseState[] Over = [CaseState.Completed, CaseState.Refused, CaseState.Cancelled];

    [Theory]
    [InlineData(StepStatus.Waiting)]
    [InlineData(StepStatus.Ready)]
    [InlineData(StepStatus.Running)]
    [InlineData(StepStatus.Retrying)]
    [InlineData(StepStatus.Failed)]
    public void A_step_that_is_not_finished_may_be_left_out(StepStatus status)
    {
        foreach (CaseState state in new[] { CaseState.SigningOut, CaseState.HandingOver, CaseState.NeedsAttention, CaseState.Paused })
        {
            OperatorRules.CheckSkip(state, "reassign-tasks", Steps(StepStatus.Done, status)).ShouldBeNull();
        }
    }

    [Theory]
    [InlineData(StepStatus.Done, "finished")]
    [InlineData(StepStatus.Skipped, "already")]
    public void A_step_that_is_finished_stays_as_it_is(StepStatus status, string why) =>
        OperatorRules.CheckSkip(CaseState.HandingOver, "reassign-tasks", Steps(StepStatus.Done, status)).ShouldNotBeNull().ShouldContain(why);

    [Theory]
    [InlineData(StepStatus.Running)]
    [InlineData(StepStatus.Failed)]
    public void Ending_access_is_never_left_out(StepStatus status) =>
        OperatorRules.CheckSkip(CaseState.NeedsAttention, "sign-out-sessions", Steps(status, StepStatus.Waiting)).ShouldNotBeNull().ShouldContain("ends access");

    [Fact]
    public void A_step_that_does_not_exist_is_named_with_those_that_do() =>
        OperatorRules.CheckSkip(CaseState.HandingOver, "reassign-socks", Steps(StepStatus.Done, StepStatus.Running)).ShouldBe(
            "has no step reassign-socks; it has sign-out-sessions, reassign-tasks");

    [Fact]
    public void A_case_that_is_over_is_left_alone()
    {
        foreach (CaseState state in Over)
        {
            OperatorRules.CheckSkip(state, "reassign-tasks", Steps(StepStatus.Done, StepStatus.Failed)).ShouldNotBeNull();
            OperatorRules.CheckPause(state, Steps(StepStatus.Done, StepStatus.Done)).ShouldNotBeNull();
            OperatorRules.CheckResume(state).ShouldNotBeNull();
        }
    }

    [Theory]
    [InlineData(CaseState.HandingOver, StepStatus.Done, true)]
    [InlineData(CaseState.NeedsAttention, StepStatus.Failed, true)]
    [InlineData(CaseState.SigningOut, StepStatus.Running, false)]
    [InlineData(CaseState.SigningOut, StepStatus.Retrying, false)]
    [InlineData(CaseState.NeedsAttention, StepStatus.Retrying, false)]
    [InlineData(CaseState.Scheduled, StepStatus.Waiting, false)]
    [InlineData(CaseState.Paused, StepStatus.Done, false)]
    public void A_handover_may_stand_still_and_ending_access_may_not(CaseState state, StepStatus lockout, bool may) =>
        (OperatorRules.CheckPause(state, Steps(lockout, StepStatus.Running)) is null).ShouldBe(may);

    [Fact]
    public void Only_what_stands_still_goes_on()
    {
        foreach (CaseState state in Enum.GetValues<CaseState>())
        {
            (OperatorRules.CheckResume(state) is null).ShouldBe(state == CaseState.Paused);
        }
    }

    [Theory]
    [InlineData(StepStatus.Waiting, CaseState.HandingOver)]
    [InlineData(StepStatus.Failed, CaseState.NeedsAttention)]
    [InlineData(StepStatus.Done, CaseState.HandingOver)]
    public void After_a_pause_a_case_is_in_the_state_it_would_be_in_and_the_saga_completes_it(StepStatus status, CaseState state)
    {
        OperatorRules.AfterPause(Steps(StepStatus.Done, status)).ShouldBe(state);
        if (status == StepStatus.Done)
        {
            NextStep.Decide(state, Steps(StepStatus.Done, status)).State.ShouldBe(CaseState.Completed);
        }
    }

    private static StepSnapshot[] Steps(StepStatus lockout, StepStatus tasks) =>
        [new("sign-out-sessions", NextStep.LockoutPhase, lockout, 0), new("reassign-tasks", NextStep.LockoutPhase + 1, tasks, 0)];
}
