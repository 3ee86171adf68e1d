using System.Diagnostics;
using Dapper;
using Hangfire.PostgreSql;
using Hangfire.States;
using Microsoft.Extensions.Options;
using Npgsql;
using Offboarding.Telemetry;
using Offboarding.Worker.Infrastructure;
using Offboarding.Worker.Infrastructure.Database;
using Offboarding.Worker.Infrastructure.Telemetry;

namespace Offboarding.Worker.Jobs;

/// <summary>
/// Keeps the jobs as the rows say: what changed (triggers write it down in the transaction of the change), what is due, and now and then
/// everything, so that whatever was lost, restored or doubled in Hangfire's schema is right again within a minute. One worker at a time, by
/// an advisory lock; each portion is one transaction. No step waits for it, and no attempt depends on it: the sweep is behind it.
/// </summary>
internal sealed class JobProjector(
    NpgsqlDataSource database, JobWriter writer, JobSignal signal, JobQueueSignal queues, WorkerLock workers, IOptions<HangfireOptions> options, ILogger<JobProjector> log) : BackgroundService
{
    private const int Portion = 1000;

    /// <summary>A worker that lost its connection, and lives, has its lock again by then.</summary>
    private static readonly TimeSpan SureAfter = TimeSpan.FromMilliseconds(700);

    private readonly Dictionary<(long Id, string FetchedAt), long> _abandoned = [];
    private long _lookedOverAt;
    private readonly Outage _outage = new();

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            TimeSpan wait = options.Value.ProjectEvery;
            try
            {
                wait = await LookAsync(stoppingToken);
                if (_outage.IsOver())
                {
                    log.LogInformation("Jobs are shown in Hangfire again");
                }
            }
            catch (Exception error) when (!stoppingToken.IsCancellationRequested)
            {
                await ReportAsync(error, stoppingToken);
                await Task.Delay(TimeSpan.FromSeconds(1), stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            catch (OperationCanceledException)
            {
                return;
            }

            await signal.WaitAsync(wait, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <returns>How long to wait for the next look: until something is due, if that is soon.</returns>
    private async Task<TimeSpan> LookAsync(CancellationToken cancellationToken)
    {
        if (_lookedOverAt == 0 || Stopwatch.GetElapsedTime(_lookedOverAt) >= options.Value.LookOverEvery)
        {
            await LookOverAsync(cancellationToken);
            _lookedOverAt = Stopwatch.GetTimestamp();
        }

        await using NpgsqlConnection connection = await database.OpenConnectionAsync(cancellationToken);
        await ReleaseAbandonedAsync(connection, cancellationToken);
        while (true)
        {
            (bool changed, TimeSpan? dueIn) = await connection.QuerySingleAsync<(bool, TimeSpan?)>(
                new CommandDefinition(Sql.Read("jobs-to-do"), cancellationToken: cancellationToken));
            bool due = dueIn <= TimeSpan.Zero;
            if (!(changed || due) || !await ProjectAsync(connection, cancellationToken))
            {
                return due || dueIn is null || dueIn > options.Value.ProjectEvery ? options.Value.ProjectEvery : dueIn.Value;
            }
        }
    }

    /// <summary>
    /// Gives back to the queue what a dead worker had in work; Hangfire itself would wait for 20 s. If the worker lives after all, nothing is done twice: whoever
    /// claims the attempt has its slice number, and the other one stops at its next batch.
    /// </summary>
    private async Task ReleaseAbandonedAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        (long Id, string FetchedAt, string Worker)[] inWork = [.. await connection.QueryAsync<(long, string, string)>(
            new CommandDefinition(Sql.Read("jobs-in-work"), cancellationToken: cancellationToken))];
        HashSet<string> dead = await workers.WithoutLockAsync(connection, inWork.Select(job => job.Worker), cancellationToken);
        HashSet<(long Id, string FetchedAt)> found = [.. inWork.Where(job => dead.Contains(job.Worker)).Select(job => (job.Id, job.FetchedAt))];
        foreach ((long, string) other in _abandoned.Keys.Except(found).ToList())
        {
            _abandoned.Remove(other);
        }

        foreach ((long, string) job in found)
        {
            _abandoned.TryAdd(job, Stopwatch.GetTimestamp());
        }

        List<(long Id, string FetchedAt)> sure = [.. _abandoned.Where(job => Stopwatch.GetElapsedTime(job.Value) >= SureAfter).Select(job => job.Key)];
        if (sure.Count == 0)
        {
            return;
        }

        int released = await connection.ExecuteAsync(new CommandDefinition(
            Sql.Read("jobs-release"), new { ids = sure.Select(job => job.Id).ToArray(), fetched = sure.Select(job => job.FetchedAt).ToArray() }, cancellationToken: cancellationToken));
        _abandoned.Clear();
        if (released > 0)
        {
            log.LogInformation("{Jobs} jobs of workers that died are in the queue again", released);
            queues.Wake();
        }
    }

    /// <returns>False where nothing was to be done, or another worker is at it.</returns>
    private async Task<bool> ProjectAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using NpgsqlTransaction transaction = await connection.BeginTransactionAsync(cancellationToken);
        if (!await TakeTurnAsync(connection, cancellationToken))
        {
            return false;
        }

        List<(string What, Guid Subject, string Step, string? Reason)> keys = [.. await connection.QueryAsync<(string, Guid, string, string?)>(
            new CommandDefinition(Sql.Read("job-changes-take"), new { most = Portion }, cancellationToken: cancellationToken))];
        HashSet<(string, Guid, string)> taken = [.. keys.Select(k => (k.What, k.Subject, k.Step))];
        keys.AddRange((await connection.QueryAsync<(string What, Guid Subject, string Step)>(
            new CommandDefinition(Sql.Read("jobs-due"), new { most = Portion }, cancellationToken: cancellationToken)))
            .Where(k => !taken.Contains(k)).Select(k => (k.What, k.Subject, k.Step, (string?)null)));
        List<JobFacts> facts = [.. await connection.QueryAsync<JobFacts>(new CommandDefinition(
            Sql.Read("job-facts"),
            new
            {
                whats = keys.Select(k => k.What).ToArray(),
                subjects = keys.Select(k => k.Subject).ToArray(),
                steps = keys.Select(k => k.Step).ToArray(),
                reasons = keys.Select(k => k.Reason).ToArray(),
            },
            cancellationToken: cancellationToken))];
        List<JobMove> moves = [.. facts.Select(JobProjection.Decide).OfType<JobMove>()];
        await writer.ApplyAsync(connection, moves, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        if (moves.Exists(move => move.State == EnqueuedState.StateName))
        {
            queues.Wake();
        }

        return taken.Count + moves.Count > 0;
    }

    /// <summary>Writes down as changed whatever does not agree, and takes jobs off the lists that nothing links to.</summary>
    private async Task LookOverAsync(CancellationToken cancellationToken)
    {
        await using NpgsqlConnection connection = await database.OpenConnectionAsync(cancellationToken);
        await using NpgsqlTransaction transaction = await connection.BeginTransactionAsync(cancellationToken);
        if (!await TakeTurnAsync(connection, cancellationToken))
        {
            return;
        }

        int wrong = await connection.ExecuteAsync(new CommandDefinition(
            Sql.Read("jobs-wrong"), new { most = 20 * Portion }, cancellationToken: cancellationToken));
        List<long> unlinked = [.. await connection.QueryAsync<long>(new CommandDefinition(
            Sql.Read("jobs-unlinked"), new { most = Portion }, cancellationToken: cancellationToken))];
        if (unlinked.Count > 0)
        {
            await JobWriter.DeleteAsync(connection, unlinked, "Not needed: another job shows this step or date, or none is to be shown", cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
        if (wrong + unlinked.Count > 0)
        {
            log.LogInformation("Looked over Hangfire's jobs: {Wrong} are made or moved again, {Unlinked} were not needed", wrong, unlinked.Count);
        }
    }

    private static Task<bool> TakeTurnAsync(NpgsqlConnection connection, CancellationToken cancellationToken) =>
        connection.ExecuteScalarAsync<bool>(new CommandDefinition(Sql.Read("projection-lock"), cancellationToken: cancellationToken));

    /// <summary>Says it once; where the schema is gone, installs it if this login may.</summary>
    private async Task ReportAsync(Exception error, CancellationToken cancellationToken)
    {
        bool missing = error is PostgresException { SqlState: PostgresErrorCodes.UndefinedTable or PostgresErrorCodes.InvalidSchemaName or PostgresErrorCodes.UndefinedFunction };
        if (missing && await TryInstallAsync(cancellationToken))
        {
            log.LogWarning("Schema {Schema} was missing and has been installed again; its jobs follow from the rows", HangfireSchema.Name);
            _lookedOverAt = 0;
            return;
        }

        log.Log(
            _outage.Failed(),
            "Jobs cannot be shown in Hangfire ({Error}){Help}; steps are retried all the same, after {Grace} more, and it is tried again",
            SafeError.Of(error), missing ? "; run the worker with the argument migrate to install the schema" : "", options.Value.RetryGrace);
    }

    private async Task<bool> TryInstallAsync(CancellationToken cancellationToken)
    {
        try
        {
            await using NpgsqlConnection connection = await database.OpenConnectionAsync(cancellationToken);
            await HangfireSchema.ApplyAsync(connection, cancellationToken);
            return true;
        }
        catch (Exception error) when (!cancellationToken.IsCancellationRequested)
        {
            log.LogDebug("Schema {Schema} cannot be installed: {Error}", HangfireSchema.Name, SafeError.Of(error));
            return false;
        }
    }
}

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
