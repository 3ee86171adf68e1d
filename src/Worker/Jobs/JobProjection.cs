using System.Globalization;

namespace Offboarding.Worker.Jobs;

/// <summary>
/// Decides what the job of a step or of a date should show, as a pure function of the rows (docs/adr/0026): a step that waits for its
/// next attempt is a scheduled job, one that failed is a failed job, a date to come is a scheduled one, and nothing else has a job in a
/// list that asks for people or for patience.
/// </summary>
internal static class JobProjection
{
    /// <summary>What has to be done; null: the job shows what the rows say.</summary>
    public static JobMove? Decide(JobFacts facts) => facts.What == "step" ? OfStep(facts) : OfDate(facts);

    /// <summary>The reason of the state a failed attempt leads to.</summary>
    public static string Describe(JobFacts facts)
    {
        string failed = string.Create(
            CultureInfo.InvariantCulture,
            $"Attempt {facts.Attempts} of {facts.AttemptLimit} failed{(facts.RanFor is { } ran ? $" after {ran.TotalMilliseconds:F0} ms" : "")}: {facts.ErrorType ?? "unknown error"}");
        return facts.Status == "failed"
            ? $"{failed}; the step has failed and its case needs attention"
            : string.Create(CultureInfo.InvariantCulture, $"{failed}; attempt {facts.Attempts + 1} is due at {facts.NextAttemptAt:HH:mm:ss.fff} UTC");
    }

    private static JobMove? OfStep(JobFacts facts)
    {
        bool over = facts.CaseState is "completed" or "cancelled" or "refused";
        bool runs = facts.CaseState is "signing-out" or "handing-over" or "needs-attention";
        return facts.Status switch
        {
            "failed" when !over => Failed(facts),
            "retrying" when runs => Waiting(facts, facts.NextAttemptAt!.Value),
            _ => NotNeeded(facts, runs),
        };
    }

    private static JobMove? Failed(JobFacts facts)
    {
        bool same = facts.ShownAttempts == facts.Attempts;
        if (facts.Shown == "hidden" && same)
        {
            return facts.State is null or "Deleted" ? null : new JobMove(facts, "hidden") { State = "Deleted", Reason = facts.Reason ?? "Deleted by an operator" };
        }

        return facts is { Shown: "failed", State: "Failed" } && same
            ? null
            : new JobMove(facts, "failed") { State = "Failed", Reason = Describe(facts), IsNew = facts.State is null };
    }

    private static JobMove? Waiting(JobFacts facts, DateTime due)
    {
        bool same = facts.ShownAttempts == facts.Attempts && facts.State is not null;
        if (same && facts.Reason is not null && due <= facts.Now)
        {
            return new JobMove(facts, "queued") { State = "Enqueued", Reason = facts.Reason, DueAt = due };
        }

        if (same && facts is { Shown: "scheduled", State: "Scheduled", InSchedule: true } && facts.ShownDueAt == due)
        {
            return due <= facts.Now ? new JobMove(facts, "queued") { State = "Enqueued", Reason = "Due", DueAt = due } : null;
        }

        // On its way: in the queue, or a worker has it and has not claimed the attempt yet.
        if (same && facts is { Shown: "queued", State: "Enqueued" or "Processing" or "Scheduled" } && due <= facts.Now && (facts.Queued || facts.InSchedule))
        {
            return null;
        }

        return new JobMove(facts, "scheduled") { State = "Scheduled", Reason = Describe(facts), DueAt = due, IsNew = facts.State is null };
    }

    private static JobMove? NotNeeded(JobFacts facts, bool runs)
    {
        if (facts.JobId is null)
        {
            return null;
        }

        bool claimed = facts.ClaimedSlice is not null && facts.ClaimedSlice == facts.Slice;
        if (claimed && ((runs && facts.Status is "ready" or "running") || (facts.Status == "done" && facts.State == "Processing")))
        {
            return null;
        }

        bool settled = facts.Status is null or "done" or "skipped" || facts.CaseState is "completed" or "cancelled" or "refused";
        string? shown = settled ? null : "gone";
        if (facts.State is "Scheduled" or "Failed" or "Enqueued" or "Processing")
        {
            return new JobMove(facts, shown) { State = "Deleted", Reason = WhyNotNeeded(facts) };
        }

        // The rows may have been read between a button's transaction and its change: the job is off the lists already, and who pressed is added.
        if (facts is { State: "Deleted", Reason: { } pressed })
        {
            return new JobMove(facts, shown) { State = "Deleted", Reason = pressed };
        }

        return settled || facts.Shown != "gone" ? new JobMove(facts, shown) : null;
    }

    private static string WhyNotNeeded(JobFacts facts) => facts switch
    {
        { Reason: { } reason } => reason,
        { Status: null } => "There is no such step any more",
        { Status: "skipped" } => "The step was skipped",
        { Status: "done" } => "The step is done",
        { CaseState: "paused" } => "The case is paused; the step goes on when it is resumed",
        { CaseState: "completed" or "cancelled" or "refused" } => $"The case is {facts.CaseState}",
        _ => "The attempt runs without this job: it was retried from the dashboard or the plan was changed, or the sweep sent it over the broker",
    };

    private static JobMove? OfDate(JobFacts facts)
    {
        if (facts.Date is not { } date)
        {
            return facts switch
            {
                { JobId: null } => null,
                { State: "Scheduled" } when facts.ShownDueAt <= facts.Now => new JobMove(facts, null) { State = "Succeeded", Reason = "The day has come" },
                { State: "Scheduled" } => new JobMove(facts, null) { State = "Deleted", Reason = "Cancelled, or done before its day" },
                _ => new JobMove(facts, null),
            };
        }

        if (facts.State is "Enqueued" or "Processing" && facts is { Shown: "queued", Queued: true })
        {
            return null;
        }

        if (facts.State != "Scheduled")
        {
            return new JobMove(facts, "scheduled") { State = "Scheduled", DueAt = date, IsNew = true };
        }

        bool same = facts.ShownDueAt == date && facts.InSchedule;
        if (same && (date <= facts.Now || facts.Reason is not null))
        {
            return new JobMove(facts, "queued") { State = "Enqueued", Reason = facts.Reason ?? "Due", DueAt = date };
        }

        return same ? null : new JobMove(facts, "scheduled")
        {
            State = "Scheduled",
            DueAt = date,
            Reason = string.Create(CultureInfo.InvariantCulture, $"Rescheduled to {date:yyyy-MM-dd HH:mm:ss} UTC"),
        };
    }
}
