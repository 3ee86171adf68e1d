using System.Globalization;
using Hangfire;
using Hangfire.Common;
using Hangfire.PostgreSql;
using Hangfire.PostgreSql.Factories;
using Hangfire.States;
using Offboarding.Jobs;

namespace Offboarding.Dashboard.Tests.Jobs;

/// <summary>Jobs laid into Hangfire's tables as the worker leaves them there, for tests that have no worker.</summary>
internal static class LaidJobs
{
    public const string Step = "reassign-conversations";

    /// <summary>The job of the failed step of the busy day, out of attempts.</summary>
    public static async Task<string> FailedAsync(TestDatabase database)
    {
        string job = new BackgroundJobClient(Storage(database), new JobFilterCollection()).Create(
            JobOf(Seeded.Failed), new FailedState(new InvalidOperationException("Attempt 3 of 3 failed (PostgresException); the case's page has the error")));
        await database.ExecuteAsync(
            """
            INSERT INTO offboarding.jobs (what, subject, step, job_id, shown, attempts) VALUES ('step', @case, @step, @job, 'failed', 3)
            """,
            ("job", long.Parse(job, CultureInfo.InvariantCulture)), ("case", Seeded.Failed), ("step", Step));
        return job;
    }

    /// <summary>Many jobs in one state, of cases that do not exist; a scheduled one is on the page of retries as well.</summary>
    /// <returns>Their ids, in order.</returns>
    public static async Task<long[]> LayAsync(TestDatabase database, string state, int count)
    {
        string model = new BackgroundJobClient(Storage(database), new JobFilterCollection()).Create(JobOf(Guid.NewGuid()), new FailedState(new InvalidOperationException("like the others")));
        await database.ExecuteAsync(
            """
            WITH made AS (
                INSERT INTO hangfire.job (statename, invocationdata, arguments, createdat)
                SELECT @state, invocationdata, arguments, now() FROM hangfire.job, generate_series(1, @count) WHERE id = @model RETURNING id),
            states AS (
                INSERT INTO hangfire.state (jobid, name, reason, createdat, data)
                SELECT m.id, @state, 'laid by a test', now(), s.data || jsonb_build_object(
                    'EnqueueAt', '2030-01-01T00:00:00Z', 'ScheduledAt', '2026-01-01T00:00:00Z', 'SucceededAt', '2026-01-01T00:00:00Z', 'PerformanceDuration', '7', 'Latency', '3')
                FROM made m, hangfire.state s WHERE s.jobid = @model RETURNING id, jobid)
            INSERT INTO hangfire.set (key, score, value)
            SELECT key, 1893456000, jobid::text FROM states, unnest(ARRAY['retries', 'schedule']) key WHERE @state = 'Scheduled';
            UPDATE hangfire.job j SET stateid = s.id FROM hangfire.state s WHERE s.jobid = j.id AND s.reason = 'laid by a test';
            DELETE FROM hangfire.job WHERE id = @model;
            """,
            ("state", state), ("count", count), ("model", long.Parse(model, CultureInfo.InvariantCulture)));
        return await database.ReadAsync<long[]>("SELECT array_agg(jobid ORDER BY jobid) FROM hangfire.state WHERE reason = 'laid by a test' AND name = @state", ("state", state));
    }

    /// <summary>The recurring jobs of the worker, made by its login.</summary>
    public static void Recurring(TestDatabase database)
    {
        var manager = new RecurringJobManager(Storage(database), new JobFilterCollection());
        foreach (string task in MaintenanceTasks.All)
        {
            manager.AddOrUpdate(task, Job.FromExpression<IMaintenanceJob>(j => j.RunAsync(task, CancellationToken.None)), Cron.Daily());
        }
    }

    private static Job JobOf(Guid id) => Job.FromExpression<IStepAttemptJob>(j => j.RunAsync(id, Step, 3, 3, CancellationToken.None), JobQueues.Work);

    private static PostgreSqlStorage Storage(TestDatabase database)
    {
        var options = new PostgreSqlStorageOptions { PrepareSchemaIfNecessary = false };
        return new PostgreSqlStorage(new NpgsqlConnectionFactory(database.Worker + ";Pooling=false", options), options);
    }
}
