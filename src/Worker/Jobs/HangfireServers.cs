using Hangfire;
using Hangfire.Common;
using Hangfire.PostgreSql;
using Microsoft.Extensions.Options;
using Offboarding.Jobs;
using Offboarding.Worker.Infrastructure;
using Offboarding.Worker.Infrastructure.Database;

namespace Offboarding.Worker.Jobs;

/// <summary>
/// Two servers in one process: the threads of the first run lockout and nothing else, so bulk work cannot delay it (principle 2).
/// The second also has Hangfire's housekeeping and its schedulers.
/// </summary>
internal sealed class HangfireServers(
    PostgreSqlStorage storage, JobQueueSignal queues, JobFilterCollection filters, IOptions<HangfireOptions> options, IServiceProvider services, HangfireLog log,
    WorkerLock life)
    : IHostedService, IDisposable
{
    private readonly List<BackgroundJobServer> _servers = [];

    public Task StartAsync(CancellationToken cancellationToken)
    {
        log.Use();
        HangfireOptions settings = options.Value;
        storage.QueueProviders.Add(queues, [JobQueues.Lockout, JobQueues.Work, JobQueues.WorkLater]);
        _servers.Add(Start("lockout", settings.LockoutWorkers, lightweight: true, JobQueues.Lockout));
        _servers.Add(Start("work", settings.WorkWorkers, lightweight: false, JobQueues.Lockout, JobQueues.Work, JobQueues.WorkLater));
        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        _servers.ForEach(server => server.SendStop());
        try
        {
            await Task.WhenAll(_servers.Select(server => server.WaitForShutdownAsync(cancellationToken)));
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The time to stop in is over, because the database is away for example. What still runs is rung again by the sweep.
        }
    }

    public void Dispose()
    {
        _servers.ForEach(server => server.Dispose());
        _servers.Clear();
        log.Leave();
    }

    private BackgroundJobServer Start(string name, int workers, bool lightweight, params string[] queues) => new(
        new BackgroundJobServerOptions
        {
            // The process's id is how others find out that it is dead (WorkerLock).
            ServerName = $"{Environment.MachineName}:{name}:{life.Id}",
            Queues = queues,
            WorkerCount = workers,
            IsLightweightServer = lightweight,
            SchedulePollingInterval = options.Value.PollEvery,
            HeartbeatInterval = TimeSpan.FromSeconds(5),
            ServerTimeout = TimeSpan.FromSeconds(30),
            ServerCheckInterval = TimeSpan.FromSeconds(15),
            FilterProvider = filters,
            Activator = new JobsFromServices(services),
        },
        storage);
}

/// <summary>Jobs are made from services, for one run each, and know their own id.</summary>
internal sealed class JobsFromServices(IServiceProvider services) : JobActivator
{
    private static readonly Dictionary<Type, Type> Jobs = new()
    {
        [typeof(Offboarding.Jobs.IStepAttemptJob)] = typeof(StepAttemptJob),
        [typeof(Offboarding.Jobs.IDateJob)] = typeof(DateJob),
        [typeof(Offboarding.Jobs.IMaintenanceJob)] = typeof(MaintenanceJob),
    };

    public override JobActivatorScope BeginScope(JobActivatorContext context) => new Scope(services, context.BackgroundJob.Id);

    private sealed class Scope(IServiceProvider services, string jobId) : JobActivatorScope
    {
        public override object Resolve(Type type) =>
            type == typeof(Offboarding.Jobs.IStepAttemptJob)
                ? ActivatorUtilities.CreateInstance(services, Jobs[type], jobId)
                : ActivatorUtilities.CreateInstance(services, Jobs[type]);
    }
}
