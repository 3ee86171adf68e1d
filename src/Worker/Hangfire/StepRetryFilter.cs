using Hangfire.States;
using Hangfire.Storage;
using Offboarding.Worker.Persistence;

namespace Offboarding.Worker.Hangfire;

/// <summary>
/// Stands where Hangfire's automatic retry would: whether and when a job runs again is what the step's row says
/// (<see cref="Steps.StepRetryPolicy"/>). Only what has no row, such as a database that is away, is decided here.
/// </summary>
internal sealed class StepRetryFilter : IElectStateFilter, IApplyStateFilter
{
    /// <summary>Hangfire's page of retries lists the jobs in this set.</summary>
    private const string Retries = "retries";

    private const string Reason = "Retry: ";

    private static readonly TimeSpan WithoutARow = TimeSpan.FromSeconds(5);

    public void OnStateElection(ElectStateContext context)
    {
        // What was scheduled comes back to the queue it is from, not to Hangfire's default one.
        if (context.CandidateState is EnqueuedState { Queue: EnqueuedState.DefaultQueue } queued && context.BackgroundJob.Job.Queue is { } queue)
        {
            queued.Queue = queue;
        }

        if (context.CandidateState is FailedState failed && Wait(failed.Exception) is { } wait)
        {
            string why = failed.Exception is StepPutOffException putOff ? putOff.Message : failed.Exception.GetType().Name;
            context.CandidateState = new ScheduledState(WholeSecond(new ScheduledState(wait).EnqueueAt)) { Reason = Reason + why };
        }
    }

    public void OnStateApplied(ApplyStateContext context, IWriteOnlyTransaction transaction)
    {
        if (context.NewState is ScheduledState { Reason: { } reason } && reason.StartsWith(Reason, StringComparison.Ordinal))
        {
            transaction.AddToSet(Retries, context.BackgroundJob.Id);
        }
    }

    public void OnStateUnapplied(ApplyStateContext context, IWriteOnlyTransaction transaction)
    {
        if (context.OldStateName == ScheduledState.StateName)
        {
            transaction.RemoveFromSet(Retries, context.BackgroundJob.Id);
        }
    }

    /// <summary>Hangfire's schedule cuts off what is less than a second, and a retry is never early.</summary>
    private static DateTime WholeSecond(DateTime due) =>
        due.Ticks % TimeSpan.TicksPerSecond is > 0 and var rest ? due.AddTicks(TimeSpan.TicksPerSecond - rest) : due;

    private static TimeSpan? Wait(Exception error) => error switch
    {
        StepPutOffException putOff => putOff.Wait,
        _ => TransientErrors.IsTransient(error) ? WithoutARow : null,
    };
}
