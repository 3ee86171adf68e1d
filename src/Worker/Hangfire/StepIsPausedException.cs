namespace Offboarding.Worker.Hangfire;

/// <summary>A failed step of a paused case was requeued: the job stays in Hangfire's failed list.</summary>
internal sealed class StepIsPausedException(Guid caseId)
    : Exception($"Case {caseId} is paused and nothing of it runs: resume the case, then requeue this job.");
