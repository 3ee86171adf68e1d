using Hangfire.PostgreSql;
using Hangfire.States;
using Microsoft.Extensions.Options;
using Offboarding.Worker.Infrastructure;

namespace Offboarding.Worker.Jobs;

/// <summary>
/// Hangfire's queues with one signal for all threads of this process. Its threads look into the queues now and then only
/// (<c>Hangfire:PollEvery</c>), so that an idle worker leaves the database alone; the projection wakes them when it has queued a job. The
/// storage's own provider makes a queue, and a signal, for each look, so nobody could reach a thread that waits.
/// </summary>
internal sealed class JobQueueSignal(PostgreSqlStorage storage, IOptions<HangfireOptions> options) : IPersistentJobQueueProvider
{
    private readonly PostgreSqlJobQueue _queue = new(storage);

    /// <summary>Wakes every thread that waits: each signal wakes one, and it need not be one that serves the job's queue.</summary>
    public void Wake()
    {
        for (int thread = options.Value.LockoutWorkers + options.Value.WorkWorkers; thread > 0; thread--)
        {
            _queue.FetchNextJob();
        }
    }

    public IPersistentJobQueue GetJobQueue() => _queue;

    public IPersistentJobQueueMonitoringApi GetJobQueueMonitoringApi() =>
        storage.QueueProviders.GetProvider(EnqueuedState.DefaultQueue).GetJobQueueMonitoringApi();
}
