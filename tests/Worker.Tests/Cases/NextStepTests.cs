using Offboarding.Worker.Cases;

namespace Offboarding.Worker.Tests.Cases;

/// <summary>Every state of a case with every combination of states of three steps in two phases: 2,744 situations.</summary>
public sealed class NextStepTests
{
    private static readonly CaseState[] Final =
        [CaseState.HeldForApproval, CaseState.Scheduled, CaseState.Paused, CaseState.Completed, CaseState.Refused, CaseState.Cancelled];

    [Fact]
    public void A_case_that_begins_starts_the_lockout_and_nothing_else()
    {
        Decision decision = NextStep.Decide(CaseState.SigningOut, Steps(StepStatus.Waiting, StepStatus.Waiting, StepStatus.Waiting));
        decision.State.ShouldBe(CaseState.SigningOut);
        decision.Start.ShouldBe(["sign-out-sessions"]);
    }

    [Fact]
    public void When_the_sessions_have_ended_everything_else_starts_together()
    {
        Decision decision = NextStep.Decide(CaseState.SigningOut, Steps(StepStatus.Done, StepStatus.Waiting, StepStatus.Waiting));
        decision.State.ShouldBe(CaseState.HandingOver);
        decision.Start.ShouldBe(["reassign-conversations", "update-seats"], ignoreOrder: true);
    }

    [Fact]
    public void A_case_in_which_nobody_leaves_begins_with_the_handover()
    {
        Decision decision = NextStep.Decide(
            CaseState.HandingOver,
            [new StepSnapshot("reassign-conversations", 2, StepStatus.Waiting, 0), new StepSnapshot("reassign-tasks", 2, StepStatus.Done, 3)]);
        decision.State.ShouldBe(CaseState.HandingOver);
        decision.Start.ShouldBe(["reassign-conversations"]);
    }

    [Fact]
    public void A_case_that_is_over_or_stands_still_on_purpose_stays_as_it_is() => Each((state, steps) =>
    {
        if (Final.Contains(state))
        {
            NextStep.Decide(state, steps).ShouldSatisfyAllConditions(d => d.State.ShouldBe(state), d => d.Start.ShouldBeEmpty());
        }
    });

    [Fact]
    public void A_case_is_completed_if_and_only_if_every_step_is_done_or_skipped() => Each((state, steps) =>
    {
        if (!Final.Contains(state))
        {
            bool finished = steps.All(s => s.Status is StepStatus.Done or StepStatus.Skipped);
            (NextStep.Decide(state, steps).State == CaseState.Completed).ShouldBe(finished, Describe(state, steps));
        }
    });

    [Fact]
    public void A_case_needs_attention_if_and_only_if_a_step_has_failed() => Each((state, steps) =>
    {
        if (!Final.Contains(state))
        {
            bool failed = steps.Any(s => s.Status == StepStatus.Failed);
            (NextStep.Decide(state, steps).State == CaseState.NeedsAttention).ShouldBe(failed, Describe(state, steps));
        }
    });

    [Fact]
    public void A_step_starts_if_and_only_if_it_waits_and_everything_before_it_is_settled() => Each((state, steps) =>
    {
        if (!Final.Contains(state))
        {
            IEnumerable<string> due = steps
                .Where(s => s.Status == StepStatus.Waiting && steps.Where(e => e.Phase < s.Phase).All(IsSettled))
                .Select(s => s.Name);
            NextStep.Decide(state, steps).Start.ShouldBe(due, ignoreOrder: true, Describe(state, steps));
        }
    });

    [Fact]
    public void A_step_that_failed_keeps_nobody_waiting() => Each((state, steps) =>
    {
        StepSnapshot[] skipped = [.. steps.Select(s => s.Status == StepStatus.Failed ? s with { Status = StepStatus.Skipped } : s)];
        NextStep.Decide(state, steps).Start.ShouldBe(NextStep.Decide(state, skipped).Start, ignoreOrder: false, Describe(state, steps));
    });

    [Fact]
    public void A_message_that_comes_twice_or_late_decides_the_same_and_starts_nothing_again() => Each((state, steps) =>
    {
        Decision first = NextStep.Decide(state, steps);
        StepSnapshot[] started = [.. steps.Select(s => first.Start.Contains(s.Name) ? s with { Status = StepStatus.Ready } : s)];
        Decision second = NextStep.Decide(first.State, started);
        second.State.ShouldBe(first.State, Describe(state, steps));
        second.Start.ShouldBeEmpty(Describe(state, steps));
    });

    [Fact]
    public void The_order_in_which_the_rows_are_read_does_not_matter() => Each((state, steps) =>
    {
        Decision one = NextStep.Decide(state, steps);
        Decision other = NextStep.Decide(state, [.. steps.Reverse()]);
        other.State.ShouldBe(one.State);
        other.Start.ShouldBe(one.Start, ignoreOrder: true);
    });

    private static bool IsSettled(StepSnapshot step) => step.Status is StepStatus.Done or StepStatus.Skipped or StepStatus.Failed;

    private static void Each(Action<CaseState, StepSnapshot[]> check)
    {
        StepStatus[] statuses = Enum.GetValues<StepStatus>();
        foreach (CaseState state in Enum.GetValues<CaseState>())
        {
            foreach ((StepStatus a, StepStatus b, StepStatus c) in
                from a in statuses from b in statuses from c in statuses select (a, b, c))
            {
                check(state, Steps(a, b, c));
            }
        }
    }

    private static StepSnapshot[] Steps(StepStatus lockout, StepStatus reassign, StepStatus seats) =>
    [
        new("sign-out-sessions", 1, lockout, 0),
        new("reassign-conversations", 2, reassign, 0),
        new("update-seats", 2, seats, 0),
    ];

    private static string Describe(CaseState state, StepSnapshot[] steps) => $"{state}: {string.Join(", ", steps.Select(s => s.Status))}";
}
