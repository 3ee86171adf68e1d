using Hangfire;
using Hangfire.Common;
using Hangfire.PostgreSql;
using Hangfire.PostgreSql.Factories;
using Hangfire.States;
using Hangfire.Storage.Monitoring;
using Npgsql;
using Offboarding.Jobs;

namespace Offboarding.Integration.Tests.Hangfire;

/// <summary>
/// What an operator sees and does in Hangfire's dashboard: with the dashboard's login, through the same calls its buttons make.
/// </summary>
internal sealed class Jobs(TestDatabase database)
{
    private readonly PostgreSqlStorage _storage = Open(database.Dashboard);

    /// <summary>Which job carries a step now.</summary>
    public async Task<string> OfAsync(Guid caseId, string step) => (await Eventually.ValueAsync(
        () => database.ReadAsync<string?>(
            "SELECT (SELECT job_id FROM offboarding.step_jobs WHERE case_id = @case AND step = @step)", ("case", caseId), ("step", step)),
        id => id is not null,
        $"{step} to have a job"))!;

    public JobDetailsDto Details(string jobId) => _storage.GetMonitoringApi().JobDetails(jobId);

    /// <summary>For example <c>Failed</c>.</summary>
    public string? State(string jobId)
    {
        using var connection = _storage.GetConnection();
        return connection.GetStateData(jobId)?.Name;
    }

    public Task BecomesAsync(string jobId, string state) =>
        Eventually.ValueAsync(() => Task.FromResult(State(jobId)), s => s == state, $"job {jobId} to be {state}");

    public bool Requeue(string jobId, string person = "ops.anna") =>
        Client().ChangeState(jobId, new EnqueuedState(Details(jobId).Job.Queue ?? JobQueues.Work) { Reason = Requeued.By(person) });

    public bool Delete(string jobId) => Client().ChangeState(jobId, new DeletedState());

    /// <summary>Ids of the scheduled jobs, soonest first, with what they are about.</summary>
    public IReadOnlyList<(string Id, string What, DateTime At)> Scheduled() =>
    [
        .. _storage.GetMonitoringApi().ScheduledJobs(0, 100)
            .Where(job => job.Value.Job.Type == typeof(IDueJob))
            .Select(job => (job.Key, $"{job.Value.Job.Args[0]} {job.Value.Job.Args[1]}", job.Value.EnqueueAt)),
    ];

    public static PostgreSqlStorage Open(string login)
    {
        GlobalConfiguration.Configuration.UseTypeSerializer(JobTypes.NameOf).UseTypeResolver(JobTypes.Resolve);
        var options = new PostgreSqlStorageOptions { PrepareSchemaIfNecessary = false };
        return new PostgreSqlStorage(
            new NpgsqlConnectionFactory(new NpgsqlConnectionStringBuilder(login) { Pooling = false }.ConnectionString, options), options);
    }

    private BackgroundJobClient Client() => new(_storage, new JobFilterCollection());
}
