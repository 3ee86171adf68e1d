namespace Offboarding.Worker.Cases;

/// <summary>
/// Decides what comes next: a pure function of the case's state and its steps' rows. A message only says "look again", so a
/// double, late or lost one changes nothing (design, principles 1 and 5).
/// </summary>
public static class NextStep
{
    /// <summary>The phase of the steps that end access; everything else waits for it (principle 2: lockout first).</summary>
    public const int LockoutPhase = 1;

    /// <param name="state">The case's state now.</param>
    /// <param name="steps">All steps of the case.</param>
    /// <returns>The state from now on, and the steps to start.</returns>
    public static Decision Decide(CaseState state, IReadOnlyList<StepSnapshot> steps)
    {
        if (state is CaseState.HeldForApproval or CaseState.Scheduled or CaseState.Paused or CaseState.Completed or CaseState.Refused or CaseState.Cancelled)
        {
            return new Decision(state, []);
        }

        if (steps.All(s => s.IsFinished))
        {
            return new Decision(CaseState.Completed, []);
        }

        // A failed step holds nobody up: sign-in is closed already, and colleagues should get the work.
        int phase = steps.Where(s => !s.IsSettled).Select(s => s.Phase).DefaultIfEmpty(int.MaxValue).Min();
        string[] start = [.. steps.Where(s => s.Phase == phase && s.Status == StepStatus.Waiting).Select(s => s.Name)];
        CaseState next = steps.Any(s => s.Status == StepStatus.Failed) ? CaseState.NeedsAttention
            : phase <= LockoutPhase ? CaseState.SigningOut
            : CaseState.HandingOver;
        return new Decision(next, start);
    }
}

/// <summary>What comes next in a case.</summary>
/// <param name="State">The state the case is in from now on.</param>
/// <param name="Start">Names of the steps to send on their way; usually none.</param>
public sealed record Decision(CaseState State, IReadOnlyList<string> Start);
