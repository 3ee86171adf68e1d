using Hangfire.States;
using Offboarding.Jobs;
using Offboarding.Worker.Infrastructure.Database;

namespace Offboarding.Worker.Jobs;

/// <summary>
/// Stands where Hangfire's automatic retry would: whether and when a step runs again is what its row says. Decided here is only where a
/// job goes on that has more to do, and what becomes of one that could not even look at the rows.
/// </summary>
internal sealed class JobOutcomes : IElectStateFilter
{
    private static readonly TimeSpan WithoutADatabase = TimeSpan.FromSeconds(5);

    public void OnStateElection(ElectStateContext context)
    {
        switch (context.CandidateState)
        {
            case SucceededState { Result: StepGoesOn { After.Ticks: > 0 } later }:
                context.CandidateState = new ScheduledState(later.After) { Reason = later.Reason };
                break;
            case SucceededState { Result: StepGoesOn goesOn }:
                string queue = context.BackgroundJob.Job.Queue == JobQueues.Lockout ? JobQueues.Lockout : JobQueues.WorkLater;
                context.CandidateState = new EnqueuedState(queue) { Reason = goesOn.Reason };
                break;
            // What was scheduled comes back to the queue it is from, not to Hangfire's default one.
            case EnqueuedState { Queue: EnqueuedState.DefaultQueue } queued when context.BackgroundJob.Job.Queue is { } own:
                queued.Queue = own;
                break;
            case FailedState failed when TransientErrors.IsTransient(failed.Exception):
                string why = $"The database could not be used ({failed.Exception.GetType().Name})";
                context.CandidateState = context.BackgroundJob.Job.Type == typeof(IMaintenanceJob)
                    ? new DeletedState { Reason = $"{why}; it runs again at its next time" }
                    : new ScheduledState(WithoutADatabase) { Reason = $"{why}; nothing was done, and it is tried again" };
                break;
        }
    }
}
