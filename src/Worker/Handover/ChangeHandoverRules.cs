using Offboarding.Contracts;
using Offboarding.Worker.Cases;
using Offboarding.Worker.Intake;

namespace Offboarding.Worker.Handover;

/// <summary>
/// Checks whether another plan may hold for some kinds of work: a pure function of the case and its steps' rows. Returns null if so; otherwise the refusal. Whether the plan
/// itself is right is for the rules that a new request has to pass.
/// </summary>
public static class ChangeHandoverRules
{
    private const string Afterwards = "Send ReassignWorkRequested for what is left, or UndoHandoverRequested for what has moved.";

    /// <param name="caseId">The case.</param>
    /// <param name="kind">Of the case.</param>
    /// <param name="state">Its state, under its lock.</param>
    /// <param name="works">The kinds of work the new plan names.</param>
    /// <param name="steps">All steps of the case; none before it starts.</param>
    public static Refusal? Check(Guid caseId, CaseKind kind, CaseState state, IEnumerable<string> works, IReadOnlyList<StepSnapshot> steps)
    {
        if (kind is not (CaseKind.Deactivate or CaseKind.Reassign))
        {
            return Conflict($"Case {caseId} is neither a departure nor a reassign and has no plan.", "Name the case whose plan is to be changed.");
        }

        if (state is CaseState.Completed or CaseState.Refused or CaseState.Cancelled)
        {
            return Conflict($"Case {caseId} is over and its plan cannot be changed.", state == CaseState.Completed ? Afterwards : "A new wish is a new request.");
        }

        List<(string Work, Refusal Refusal)> problems =
            [.. works.Select(work => (work, WhyNot(caseId, state, work, steps))).Where(p => p.Item2 is not null).Select(p => (p.work, p.Item2!))];
        return problems is [(_, { } first), ..]
            ? first with { Errors = [.. problems.Select(p => new FieldError { Path = $"handover.{p.Work}", Problem = $"{p.Refusal.Message} {p.Refusal.Help}" })] }
            : null;
    }

    private static Refusal? WhyNot(Guid caseId, CaseState state, string work, IReadOnlyList<StepSnapshot> steps) =>
        steps.FirstOrDefault(step => step.Name == StepOf(work))?.Status switch
        {
            StepStatus.Done => Conflict($"Case {caseId} has handed its {work} over already.", Afterwards),
            StepStatus.Skipped => Conflict($"Case {caseId} has left its {work} out.", Afterwards),
            StepStatus.Ready or StepStatus.Running when state != CaseState.Paused => Conflict(
                $"Case {caseId} is handing its {work} over at this moment.", "Pause the case first, then change the plan and resume it."),
            _ => null,
        };

    /// <summary>The step that hands a kind of work over.</summary>
    internal static string StepOf(string work) => $"reassign-{work}";

    private static Refusal Conflict(string message, string help) => new(RefusalCode.ConflictingRequest, message, help);
}
