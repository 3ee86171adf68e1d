namespace Offboarding.Integration.Tests.Hangfire;

/// <summary>Dates are shown as scheduled jobs; the rows decide.</summary>
public sealed class DueJobTests(Servers servers)
{
    private static readonly (string, string) Hangfire = ("Steps:Engine", "Hangfire");

    [Fact]
    public async Task A_last_day_is_a_scheduled_job_that_moves_and_goes_with_it()
    {
        await using Stage stage = await Stage.SetAsync(servers, Hangfire);
        TestWorkspace workspace = await stage.WorkspaceAsync(w => w.WithConversations(open: 5));
        Departure departure = new Departure(workspace) { LastDay = $"{DateTimeOffset.UtcNow.AddDays(30):O}" }.Handing("round-robin", [.. workspace.Agents]);
        await stage.Hr.SendAsync(departure);
        Guid id = await stage.CaseAsync(departure);
        var jobs = new Jobs(stage.Database);

        (string Id, string What, DateTime At) job = await OneAsync(j => j.What == $"last-day {id}");
        job.At.ShouldBe(await DueAsync());

        await stage.Database.ExecuteAsync("UPDATE offboarding.cases SET due_at = due_at + interval '1 day'");
        DateTime moved = await DueAsync();
        await OneAsync(j => j.At == moved);

        // Who deletes the job calls nothing off: the day comes, and the sweep starts the case.
        jobs.Delete(jobs.Scheduled().Single().Id);
        await stage.Database.ExecuteAsync("UPDATE offboarding.cases SET due_at = now()");
        await stage.BecomesAsync(id, "completed");
        await Eventually.TrueAsync(() => jobs.Scheduled().Count == 0, "no date to be left");
        (await stage.Database.ReadAsync<long>("SELECT count(*) FROM offboarding.due_jobs")).ShouldBe(0);

        Task<DateTime> DueAsync() => stage.Database.ReadAsync<DateTime>("SELECT due_at FROM offboarding.cases");

        async Task<(string Id, string What, DateTime At)> OneAsync(Func<(string Id, string What, DateTime At), bool> wanted) =>
            (await Eventually.ValueAsync(() => Task.FromResult(jobs.Scheduled()), all => all.Count == 1 && wanted(all[0]), "one scheduled job"))[0];
    }

    [Fact]
    public async Task A_job_that_is_started_before_its_day_starts_nothing()
    {
        await using Stage stage = await Stage.SetAsync(servers, Hangfire);
        TestWorkspace workspace = await stage.WorkspaceAsync(w => w.WithConversations(open: 5));
        Departure departure = new Departure(workspace) { LastDay = $"{DateTimeOffset.UtcNow.AddDays(30):O}" }.Handing("round-robin", [.. workspace.Agents]);
        await stage.Hr.SendAsync(departure);
        Guid id = await stage.CaseAsync(departure);
        var jobs = new Jobs(stage.Database);
        await Eventually.TrueAsync(() => jobs.Scheduled().Count == 1, "the day to be shown");
        string job = jobs.Scheduled()[0].Id;

        jobs.Requeue(job);

        await jobs.BecomesAsync(job, "Succeeded");
        (await stage.StateAsync(id)).ShouldBe("scheduled");
    }
}
