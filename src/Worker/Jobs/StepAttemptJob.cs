using Dapper;
using Hangfire.Server;
using Npgsql;
using Offboarding.Jobs;
using Offboarding.Worker.Cases;
using Offboarding.Worker.Infrastructure;
using Offboarding.Worker.Infrastructure.Database;
using Offboarding.Worker.Steps;

namespace Offboarding.Worker.Jobs;

/// <summary>
/// Runs the attempt of a step that failed before. It claims the step's row first, with a slice number of its own, so that a late message,
/// a duplicate of this job or the run of a worker that was taken for dead stops at its next batch. What becomes of the attempt is in the
/// rows; the projection moves the job to where they say, and only a step that is done lets the job succeed.
/// </summary>
internal sealed class StepAttemptJob(
    string jobId, NpgsqlDataSource database, StepRunner runner, StepCatalog catalog, JobSignal signal) : IStepAttemptJob
{
    private static readonly TimeSpan WhileLocked = TimeSpan.FromSeconds(2);

    private readonly long _jobId = long.Parse(jobId, System.Globalization.CultureInfo.InvariantCulture);

    public async Task<object> RunAsync(Guid caseId, string step, int attempt, int limit, CancellationToken cancellationToken)
    {
        if (await ClaimAsync(caseId, step, cancellationToken) is not { } run)
        {
            return "The step is done already; nothing was run.";
        }

        while (true)
        {
            StepRunResult result;
            try
            {
                result = await runner.RunAsync(run, FollowAsync, cancellationToken);
            }
            catch (WorkspaceLockedException)
            {
                return new StepGoesOn("The workspace is locked; tried again soon") { After = WhileLocked };
            }

            switch (result.End)
            {
                case StepRunEnd.Finished:
                    await ExecuteAsync("job-done", caseId, step, cancellationToken);
                    return $"Done: {result.Done:N0} of {result.Total ?? result.Done:N0}";
                case StepRunEnd.SliceOver when await OthersWaitAsync(step, cancellationToken):
                    return new StepGoesOn($"{result.Done:N0} of {result.Total ?? result.Done:N0} done; goes on when the other jobs have had a turn");
                case StepRunEnd.SliceOver:
                    run = result.Next!;
                    break;
                default:
                    throw await LeaveToProjectionAsync(caseId, step);
            }
        }
    }

    /// <returns>Null: the step is done.</returns>
    private async Task<RunStep?> ClaimAsync(Guid caseId, string step, CancellationToken cancellationToken)
    {
        await using NpgsqlConnection connection = await database.OpenConnectionAsync(cancellationToken);
        await using NpgsqlTransaction transaction = await connection.BeginTransactionAsync(cancellationToken);
        StepRow? row = await StepRows.LockAsync(connection, caseId, step, cancellationToken);
        if (row is null)
        {
            throw new JobCannotRunException(
                await CaseStore.FindAsync(connection, caseId, cancellationToken) is null
                    ? $"There is no case {caseId}; nothing was run."
                    : catalog.Find(step) is null
                        ? $"This worker has no step '{step}', and case {caseId} has none; nothing was run."
                        : $"Case {caseId} has no step '{step}'; nothing was run.");
        }

        if (row.Status == StepStatus.Done)
        {
            return null;
        }

        long? slice = await connection.QuerySingleOrDefaultAsync<long?>(new CommandDefinition(
            Sql.Read("job-claim"), new { caseId, step, jobId = _jobId, seenSlice = row.Slice }, cancellationToken: cancellationToken));
        await transaction.CommitAsync(cancellationToken);
        return slice is { } claimed ? new RunStep(caseId, step, claimed) : throw await LeaveToProjectionAsync(caseId, step);
    }

    /// <summary>The slice that follows is this job's, too.</summary>
    private Task FollowAsync(NpgsqlConnection connection, RunStep next, CancellationToken cancellationToken) =>
        connection.ExecuteAsync(new CommandDefinition(
            Sql.Read("job-follows"), new { jobId = _jobId, caseId = next.OffboardingId, step = next.Step, slice = next.Slice },
            cancellationToken: cancellationToken));

    private async Task<bool> OthersWaitAsync(string step, CancellationToken cancellationToken)
    {
        string[] queues = catalog.Find(step)?.Lane == StepLane.Lockout ? [JobQueues.Lockout] : [JobQueues.Work];
        await using NpgsqlConnection connection = await database.OpenConnectionAsync(cancellationToken);
        return await connection.ExecuteScalarAsync<bool>(new CommandDefinition(
            Sql.Read("jobs-waiting"), new { queues }, cancellationToken: cancellationToken));
    }

    /// <summary>Hangfire changes nothing of the job; the projection does, from the rows, whoever of the two comes first.</summary>
    private async Task<JobAbortedException> LeaveToProjectionAsync(Guid caseId, string step)
    {
        await ExecuteAsync("job-looked-at", caseId, step, CancellationToken.None);
        signal.Set();
        return new JobAbortedException();
    }

    private async Task ExecuteAsync(string sql, Guid caseId, string step, CancellationToken cancellationToken)
    {
        await using NpgsqlConnection connection = await database.OpenConnectionAsync(cancellationToken);
        await connection.ExecuteAsync(new CommandDefinition(Sql.Read(sql), new { jobId = _jobId, caseId, step }, cancellationToken: cancellationToken));
    }
}

/// <summary>A job that cannot be run, with the reason; it ends Failed and is not tried again.</summary>
internal sealed class JobCannotRunException(string reason) : Exception(reason);

/// <summary>Makes the filter put the job to the back.</summary>
/// <param name="Reason">How far it is.</param>
internal sealed record StepGoesOn(string Reason)
{
    /// <summary>A pause before its next turn.</summary>
    public TimeSpan After { get; init; }
}
