namespace Offboarding.Worker.Cases;

/// <summary>
/// Checks what an operator may do to a case: pure functions of its state and its steps' rows, like <see cref="NextStep"/>. Each returns null if the action
/// is allowed, otherwise the reason why not.
/// </summary>
public static class OperatorRules
{
    /// <summary>A step may be left out, but not one that ends access: a case must not be completed with sessions open.</summary>
    public static string? CheckSkip(CaseState state, string name, IReadOnlyList<StepSnapshot> steps)
    {
        if (steps.FirstOrDefault(s => s.Name == name) is not { } step)
        {
            return $"has no step {name}; it has {string.Join(", ", steps.Select(s => s.Name))}";
        }

        return IsOver(state) ?? step switch
        {
            { Phase: <= NextStep.LockoutPhase } => $"cannot leave out {name}, which ends access",
            { Status: StepStatus.Done } => $"has finished {name} already",
            { Status: StepStatus.Skipped } => $"has left out {name} already",
            _ => null,
        };
    }

    /// <summary>A handover may stand still; ending access may not (principle 2: lockout first).</summary>
    public static string? CheckPause(CaseState state, IReadOnlyList<StepSnapshot> steps) => state switch
    {
        CaseState.Scheduled => "waits for its last day; it can be cancelled or rescheduled",
        CaseState.HeldForApproval => "waits for the approval of a second person",
        CaseState.Paused => "is paused already",
        _ => IsOver(state) ?? (steps.Any(s => s.Phase <= NextStep.LockoutPhase && !s.IsSettled)
            ? "is still ending sessions; that is not paused" : null),
    };

    /// <summary>Only what stands still goes on.</summary>
    public static string? CheckResume(CaseState state) => state == CaseState.Paused ? null : IsOver(state) ?? "is not paused";

    /// <summary>The state of a case that goes on: what it would be in had it never stood still.</summary>
    public static CaseState AfterPause(IReadOnlyList<StepSnapshot> steps)
    {
        CaseState next = NextStep.Decide(CaseState.HandingOver, steps).State;
        // The saga completes cases, with the event; it is asked to look.
        return next == CaseState.Completed ? CaseState.HandingOver : next;
    }

    private static string? IsOver(CaseState state) => state switch
    {
        CaseState.Completed => "is completed",
        CaseState.Refused => "was refused",
        CaseState.Cancelled => "was cancelled",
        _ => null,
    };
}
