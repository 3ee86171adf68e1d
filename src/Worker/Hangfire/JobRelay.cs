using Dapper;
using Hangfire;
using Hangfire.Common;
using Hangfire.PostgreSql;
using Hangfire.States;
using Hangfire.Storage;
using Npgsql;
using Offboarding.Jobs;
using Offboarding.Worker.Persistence;

namespace Offboarding.Worker.Hangfire;

/// <summary>
/// Makes the jobs that rows ask for. One that dies between making a job and saying so leaves a double behind, never a gap: the
/// second to run finds the slice taken.
/// </summary>
internal sealed class JobRelay(NpgsqlDataSource database, BackgroundJobClient client, PostgreSqlStorage storage, ILogger<JobRelay> log) : BackgroundService
{
    private const int Claim = 100;
    private const int AtOnce = 4;
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Poll = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await RelayAsync(stoppingToken);
            }
            catch (Exception error) when (!stoppingToken.IsCancellationRequested)
            {
                log.LogWarning("Jobs could not be made and are tried again: {Error}", error.Message);
                await Task.Delay(Poll, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task RelayAsync(CancellationToken cancellationToken)
    {
        await using NpgsqlConnection listening = await database.OpenConnectionAsync(cancellationToken);
        await listening.ExecuteAsync(new CommandDefinition(Sql.Read("listen-jobs.sql"), cancellationToken: cancellationToken));
        while (true)
        {
            while (await MakeJobsAsync(cancellationToken) == Claim)
            {
            }

            await listening.WaitAsync(Poll, cancellationToken);
        }
    }

    private async Task<int> MakeJobsAsync(CancellationToken cancellationToken)
    {
        await using NpgsqlConnection connection = await database.OpenConnectionAsync(cancellationToken);
        List<WantedJob> wanted = [.. await connection.QueryAsync<WantedJob>(new CommandDefinition(
            Sql.Read("claim-jobs.sql"), new { lease = Lease, most = Claim }, cancellationToken: cancellationToken))];
        await Parallel.ForEachAsync(
            wanted.OrderBy(w => w.Queue, StringComparer.Ordinal),
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken },
            async (job, token) => await MakeAsync(job, token));
        return wanted.Count;
    }

    private async Task MakeAsync(WantedJob wanted, CancellationToken cancellationToken)
    {
        string jobId = client.Create(
            Job.FromExpression<IStepJob>(job => job.RunAsync(wanted.CaseId, wanted.Step, wanted.Slice, CancellationToken.None), wanted.Queue),
            new EnqueuedState(wanted.Queue));
        await using NpgsqlConnection connection = await database.OpenConnectionAsync(cancellationToken);
        await connection.ExecuteAsync(new CommandDefinition(
            Sql.Read("job-made.sql"),
            new { wanted.WorkspaceId, wanted.CaseId, wanted.Step, wanted.Slice, jobId },
            cancellationToken: cancellationToken));
        if (wanted.Replaces is not null)
        {
            PutAway(wanted.Replaces, jobId);
        }
    }

    /// <summary>The job before goes if it is in a list that asks for people or for patience: its step goes on in another one.</summary>
    private void PutAway(string old, string successor)
    {
        using IStorageConnection connection = storage.GetConnection();
        string? state = connection.GetStateData(old)?.Name;
        if (state == FailedState.StateName || state == ScheduledState.StateName)
        {
            client.ChangeState(old, new DeletedState { Reason = $"The step goes on as job {successor}" }, state);
        }
    }
}
