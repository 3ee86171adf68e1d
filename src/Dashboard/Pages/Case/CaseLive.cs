using Offboarding.Dashboard.Commands;
using Offboarding.Dashboard.Layout;
using Offboarding.Dashboard.Live;
using Offboarding.Dashboard.Queries;

namespace Offboarding.Dashboard.Pages.Case;

/// <summary>One case: facts, handover, timeline, acts, and a part for each step.</summary>
public sealed class CaseLive(CaseReader cases, Fragments fragments) : LiveReader<LiveView.Case>(fragments)
{
    /// <inheritdoc/>
    protected override async Task<LiveContent?> ReadAsync(LiveView.Case view, Overview overview, CancellationToken cancellationToken)
    {
        if (await cases.ReadAsync(view.Id, cancellationToken) is not { } read)
        {
            return null;
        }

        CaseDetails details = Shown(read, view);
        return Whole<CaseBody>(
            string.Join(' ', details.Steps.Select(step => step.Name)),
            new() { ["Details"] = details, ["Rights"] = view.Rights },
            [
                Part<CaseFactsCard>("facts", details.Facts.ToString(), new() { ["Facts"] = details.Facts }),
                Part<HandoverTable>("handover", $"{details.Facts.State} {string.Join(' ', details.Handover)}", new() { ["Rows"] = details.Handover, ["State"] = details.Facts.State }),
                Part<PlanCard>("plan", $"{details.Facts.Plan} {string.Join(' ', details.PlanRecipients)}", new() { ["Plan"] = details.Facts.Plan, ["People"] = details.PlanRecipients }),
                Part<NoteList>("note-list", string.Join('\n', details.Notes), new() { ["Rows"] = details.Notes }),
                Part<Timeline>("timeline", TimelineState(details), new() { ["Entries"] = CaseTimeline.Of(details) }),
                Part<CaseActBar>("acts", ActsState(details), new() { ["Now"] = details.Now, ["Askers"] = details.Askers, ["Rights"] = view.Rights }),
                .. details.Steps.Select(step => StepOf(details, step, view.Rights)),
            ]);
    }

    private LivePart StepOf(CaseDetails details, StepRow step, CaseRights rights)
    {
        List<StepAttempt> attempts = [.. details.Attempts.Where(attempt => attempt.Step == step.Name)];
        bool maySkip = rights.MaySkip && CaseActs.Skip(step.Name).WhyNot(details.Now) is null;
        return Part<StepCard>($"step-{step.Name}", $"{step} {attempts.Count} {maySkip}", new()
        {
            ["Facts"] = details.Facts,
            ["Step"] = step,
            ["Attempts"] = attempts,
            ["MayRetry"] = rights.MayRetry,
            ["MaySkip"] = maySkip,
            ["MayViewJobs"] = rights.MayViewJobs,
        });
    }

    private static string ActsState(CaseDetails details) =>
        $"{details.Facts.State} {details.Now.DueAt:O} {details.Now.ReturnAt:O} {details.Facts.ReturnStatus} {details.Facts.UndoneBy} {details.Handover.Count > 0} {details.Askers.Count} {PlanChanges.WhyNot(details.Now)}";

    private static string TimelineState(CaseDetails details) =>
        $"{details.Audit.Count} {(details.Audit is [var newest, ..] ? newest.Id : 0)} {details.Attempts.Count} {details.Answers.Count} "
        + $"{details.Facts.CompletedAt} {details.Facts.SessionsEndedAt} {details.Steps.Count(step => step.Status == "done")} {details.Batches.Sum(batch => batch.Batches)}";
}
