using Dapper;
using Hangfire;
using Hangfire.Common;
using Hangfire.PostgreSql;
using Microsoft.Extensions.Options;
using Npgsql;
using Offboarding.Jobs;
using Offboarding.Worker.Infrastructure;
using Offboarding.Worker.Infrastructure.Database;

namespace Offboarding.Worker.Jobs;

/// <summary>
/// Registers the recurring jobs, and again when they are missing. Apart from the projection: a lock that a killed process left on one of
/// them holds up this registration for its 15 seconds, and nothing else.
/// </summary>
internal sealed class RecurringJobs(
    NpgsqlDataSource database, PostgreSqlStorage storage, JobFilterCollection filters, IOptions<HangfireOptions> options, ILogger<RecurringJobs> log)
    : Sweep("Recurring jobs", options.Value.LookOverEvery, log)
{
    private static readonly Dictionary<string, string> Schedules = new()
    {
        [MaintenanceTasks.WorkLeftBehind] = Cron.Minutely(),
        [MaintenanceTasks.ExpiredInvitations] = Cron.Minutely(),
        [MaintenanceTasks.ExpiredApprovals] = Cron.Minutely(),
        [MaintenanceTasks.OfflineWorkers] = Cron.Hourly(17),
        [MaintenanceTasks.Retention] = Cron.Daily(3, 40),
        [MaintenanceTasks.AuditVerification] = Cron.Daily(4, 10),
    };

    /// <summary>Runs one now; null where there is no such recurring job.</summary>
    /// <exception cref="Exception">The storage cannot be used, or the job is held by a lock.</exception>
    public string? Trigger(string id, string reason)
    {
        string? jobId = MaintenanceTasks.All.Contains(id) ? new RecurringJobManager(storage, filters).TriggerJob(id) : null;
        if (jobId is not null)
        {
            using var connection = storage.GetConnection();
            connection.SetJobParameter(jobId, "TriggeredBy", SerializationHelper.Serialize(reason));
        }

        return jobId;
    }

    protected internal override async Task<bool> LookAsync(CancellationToken cancellationToken)
    {
        await using NpgsqlConnection connection = await database.OpenConnectionAsync(cancellationToken);
        HashSet<(string Id, string? Cron)> there = [.. await connection.QueryAsync<(string, string?)>(
            new CommandDefinition(Sql.Read("recurring-jobs"), cancellationToken: cancellationToken))];
        var manager = new RecurringJobManager(storage, filters);
        foreach ((string former, _) in there.Where(job => job.Cron is null))
        {
            // Nobody can run it any more, and Hangfire would say so every minute.
            await Task.Run(() => manager.RemoveIfExists(former), cancellationToken);
        }

        foreach ((string task, string cron) in Schedules.Where(schedule => !there.Contains((schedule.Key, schedule.Value))))
        {
            await Task.Run(
                () => manager.AddOrUpdate(
                    task, Job.FromExpression<IMaintenanceJob>(job => job.RunAsync(task, CancellationToken.None), JobQueues.Work), cron, new RecurringJobOptions()),
                cancellationToken);
        }

        return false;
    }
}
