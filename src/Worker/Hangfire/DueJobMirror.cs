using Dapper;
using Hangfire;
using Hangfire.Common;
using Hangfire.PostgreSql;
using Hangfire.States;
using Microsoft.Extensions.Options;
using Npgsql;
using Offboarding.Jobs;
using Offboarding.Worker.Persistence;
using Offboarding.Worker.Steps;

namespace Offboarding.Worker.Hangfire;

/// <summary>
/// Shows every date that is still to come as a scheduled job, and the sweep as a recurring one. One worker at a time, by an advisory
/// lock. The rows decide: a job that is deleted in Hangfire's dashboard cancels nothing, and the sweep does not need it.
/// </summary>
internal sealed class DueJobMirror(
    NpgsqlDataSource database, PostgreSqlStorage storage, BackgroundJobClient client, JobFilterCollection filters, IOptions<HangfireOptions> options,
    ILogger<DueJobMirror> log)
    : Sweep("Dates to be shown as scheduled jobs", options.Value.MirrorEvery, log)
{
    protected internal override async Task<bool> LookAsync(CancellationToken cancellationToken)
    {
        Recur();
        await MirrorAsync(cancellationToken);
        return false;
    }

    private void Recur() => new RecurringJobManager(storage, filters).AddOrUpdate(
        "whatever-is-due", Job.FromExpression<IDueJob>(job => job.LookForAllAsync(CancellationToken.None), JobQueues.Work), Cron.Minutely(),
        new RecurringJobOptions());

    private async Task MirrorAsync(CancellationToken cancellationToken)
    {
        await using NpgsqlConnection connection = await database.OpenConnectionAsync(cancellationToken);
        await using NpgsqlTransaction transaction = await connection.BeginTransactionAsync(cancellationToken);
        List<DueDifference> differences = [.. await connection.QueryAsync<DueDifference>(
            new CommandDefinition(Sql.Read("due-differences.sql"), cancellationToken: cancellationToken))];
        foreach (DueDifference difference in differences)
        {
            if (difference.JobId is not null)
            {
                client.ChangeState(difference.JobId, new DeletedState { Reason = "There is another date, or none any more" }, ScheduledState.StateName);
            }

            string? jobId = difference.DueAt is not { } due ? null : client.Create(
                Job.FromExpression<IDueJob>(job => job.LookAsync(difference.What, difference.Subject, CancellationToken.None), JobQueues.Work),
                new ScheduledState(due));
            await connection.ExecuteAsync(new CommandDefinition(
                Sql.Read("due-mirrored.sql"), new { difference.What, difference.Subject, difference.DueAt, jobId }, cancellationToken: cancellationToken));
        }

        await transaction.CommitAsync(cancellationToken);
    }
}
