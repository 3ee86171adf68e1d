using System.Text.Json.Nodes;
using Hangfire;
using Hangfire.PostgreSql;
using Hangfire.PostgreSql.Factories;
using Hangfire.Storage.Monitoring;
using Npgsql;
using Offboarding.Jobs;

namespace Offboarding.Integration.Tests.Jobs;

/// <summary>What an operator sees in Hangfire's dashboard, with its login, and does there: each button is a command.</summary>
internal sealed class HangfireJobs(TestSystem system)
{
    private const string Exchange = "offboarding.job-action";

    private readonly PostgreSqlStorage _storage = Open(system.Database.Dashboard);

    /// <summary>Which job shows a step.</summary>
    public async Task<string> OfAsync(Guid caseId, string step) => (await Eventually.ValueAsync(
        () => system.Database.ReadAsync<string?>(
            "SELECT (SELECT job_id::text FROM offboarding.jobs WHERE what = 'step' AND subject = @case AND step = @step)", ("case", caseId), ("step", step)),
        id => id is not null,
        $"{step} to have a job"))!;

    public JobDetailsDto Details(string jobId) => _storage.GetMonitoringApi().JobDetails(jobId);

    /// <summary>States with their reasons, the oldest first.</summary>
    public IReadOnlyList<(string State, string Reason)> History(string jobId) =>
        [.. Details(jobId).History.Reverse().Select(h => (h.StateName, h.Reason ?? ""))];

    /// <summary>For example <c>Failed</c>.</summary>
    public string? State(string jobId)
    {
        using var connection = _storage.GetConnection();
        return connection.GetStateData(jobId)?.Name;
    }

    public Task BecomesAsync(string jobId, string state) =>
        Eventually.ValueAsync(() => Task.FromResult(State(jobId)), s => s == state, $"job {jobId} to be {state}");

    /// <summary>Presses a button for some jobs.</summary>
    /// <returns>The answer for each: empty if it was done, or why not.</returns>
    public async Task<IReadOnlyDictionary<string, string>> PressAsync(string action, string person, params string[] jobs)
    {
        Guid operation = await DashboardLogin.SendCommandAsync(
            system.Database, Exchange,
            new JsonObject { ["action"] = action, [action == "trigger" ? "recurringIds" : "jobIds"] = new JsonArray([.. jobs.Select(j => (JsonNode)j)]) }, person);
        string answers = await Eventually.ValueAsync(
            () => system.Database.ReadAsync<string>(
                "SELECT coalesce(jsonb_object_agg(job_id, coalesce(why, '')), '{}')::text FROM dashboard.job_action_items WHERE action_id = @id", ("id", operation)),
            text => JsonNode.Parse(text)!.AsObject().Count == jobs.Distinct().Count(),
            $"an answer to {action}");
        return JsonNode.Parse(answers)!.AsObject().ToDictionary(pair => pair.Key, pair => pair.Value!.GetValue<string>());
    }

    /// <summary>The scheduled dates, soonest first, with what they are about.</summary>
    public IReadOnlyList<(string Id, string What, DateTime At)> Dates() =>
    [
        .. _storage.GetMonitoringApi().ScheduledJobs(0, 100)
            .Where(job => job.Value.Job.Type == typeof(IDateJob))
            .Select(job => (job.Key, $"{job.Value.Job.Args[0]} {job.Value.Job.Args[1]}", job.Value.EnqueueAt)),
    ];

    /// <summary>Jobs about steps in any list that asks for people or for patience.</summary>
    public Task<long> ListedAsync(string states = "Scheduled,Failed,Enqueued,Processing") => system.Database.ReadAsync<long>(
        "SELECT count(*) FROM hangfire.job WHERE invocationdata ->> 'Type' = 'offboarding.attempt' AND statename = ANY (string_to_array(@states, ','))", ("states", states));

    public static PostgreSqlStorage Open(string login)
    {
        GlobalConfiguration.Configuration.UseTypeSerializer(JobTypes.NameOf).UseTypeResolver(JobTypes.Resolve);
        var options = new PostgreSqlStorageOptions { PrepareSchemaIfNecessary = false };
        return new PostgreSqlStorage(
            new NpgsqlConnectionFactory(new NpgsqlConnectionStringBuilder(login) { Pooling = false }.ConnectionString, options), options);
    }
}
