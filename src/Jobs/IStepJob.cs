using System.ComponentModel;

namespace Offboarding.Jobs;

/// <summary>One slice of one step, as a job. Its arguments are ids only: whatever else it needs is in the rows.</summary>
public interface IStepJob
{
    /// <summary>Runs the slice. A job that is stale, doubled or queued again after it was done does nothing.</summary>
    /// <param name="offboardingId">The case.</param>
    /// <param name="step">The step's name, for example <c>reassign-conversations</c>.</param>
    /// <param name="slice">Fencing token: has to equal the step row's.</param>
    /// <param name="cancellationToken">The server stops; Hangfire queues the job again.</param>
    [DisplayName("{1} for case {0}")]
    Task RunAsync(Guid offboardingId, string step, long slice, CancellationToken cancellationToken);
}
