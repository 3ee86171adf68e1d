using System.Diagnostics;
using Offboarding.Faults.Tests.Harness;

namespace Offboarding.Faults.Tests;

/// <summary>Fault 12: an older build and its schema, with departures in progress, are replaced while requests come in.</summary>
public sealed class UpgradeTests(Servers servers)
{
    private const string OldCommit = "d86c5cb";

    [Theory]
    [InlineData("Broker")]
    [InlineData("Hangfire")]
    public async Task A_worker_of_an_older_build_is_replaced_in_the_middle_of_departures(string engine)
    {
        Scale.OnlyInFull();
        string repository = await OutputOfAsync("git", "-C", AppContext.BaseDirectory, "rev-parse", "--show-toplevel");
        Assert.SkipUnless(
            repository.Length > 0 && (await OutputOfAsync("git", "-C", repository, "cat-file", "-t", OldCommit)) == "commit", $"The history of this clone has no {OldCommit}.");
        string old = Path.Combine(Path.GetTempPath(), $"offboarding-{OldCommit}-{engine}-{Environment.ProcessId}");
        try
        {
            await OutputOfAsync("git", "-C", repository, "worktree", "add", "--detach", old, OldCommit);
            string output = await OutputOfAsync("dotnet", "build", Path.Combine(old, "src", "Worker"), "-c", "Release", "-v", "q", "-p:RunAnalyzers=false", "-p:TreatWarningsAsErrors=false", $"-p:WithHangfire={(engine == "Hangfire" ? "true" : "false")}");
            string program = Path.Combine(old, "src", "Worker", "bin", "Release", "net10.0");
            File.Exists(Path.Combine(program, "Offboarding.Worker.dll")).ShouldBeTrue(output);
            await UpgradeAsync(program, engine);
        }
        finally
        {
            await OutputOfAsync("git", "-C", repository, "worktree", "remove", "--force", old);
        }
    }

    private async Task UpgradeAsync(string old, string engine)
    {
        await using FaultRun run = await FaultRun.StartAsync(
            servers, await TestDatabase.CreateAsync(servers.Postgres, owner => MigrateAsync(old, owner)));
        (string, string)[] slowly = [("Steps:Engine", engine), ("Steps:BatchSize", "5"), ("Steps:Slice", "00:00:00.020")];
        await using WorkerProcess first = await WorkerProcess.StartOldAsync(old, run.Database, run.Broker, slowly);
        await using WorkerProcess second = await WorkerProcess.StartOldAsync(old, run.Database, run.Broker, slowly);
        for (int i = 0; i < 10; i++)
        {
            await run.SendAsync(await run.DepartureAsync(conversations: 3000));
        }

        // One of each whose first attempt failed with the old build, and one whose day is still to come.
        await run.SendAsync(await run.DepartureAsync(conversations: 50, failsOnce: true));
        await run.SendAsync((await run.DepartureAsync()) with { LastDay = $"{DateTimeOffset.UtcNow.AddSeconds(45):O}" });
        await run.UntilAsync("(SELECT count(*) FROM offboarding.steps WHERE status = 'running') > 2", "departures to be under way");

        // Rolling: the schema first, under both old workers; then one worker after the other.
        await MigrateAsync(AppContext.BaseDirectory, run.Database.Owner);
        await run.SendAsync(await run.DepartureAsync());
        await first.KillAsync();
        await run.WorkerAsync();
        await run.SendAsync(await run.DepartureAsync());
        await second.KillAsync();
        await run.SendAsync(await run.DepartureAsync());
        long jobsLeft = engine == "Hangfire" ? await run.Database.ReadAsync<long>("SELECT count(*) FROM hangfire.job WHERE statename IN ('Enqueued', 'Processing', 'Scheduled')") : 0;
        bool underWay = await run.Database.ReadAsync<bool>("SELECT EXISTS (SELECT FROM offboarding.cases WHERE state = 'handing-over')");
        await run.EndsWellAsync();
        Scale.Report(
            $"12. Upgrade under load from {OldCommit} with Steps:Engine={engine}",
            $"15 departures, {(underWay ? "some" : "none")} in progress and {jobsLeft} jobs in schema hangfire when the last old worker went; completed by the new one");
    }

    private static async Task MigrateAsync(string folder, string owner)
    {
        await using WorkerProcess migration = WorkerProcess.Start(folder, ["migrate"], ("ConnectionStrings:Owner", owner));
        (await migration.ExitCodeAsync()).ShouldBe(0, migration.Output);
    }

    private static async Task<string> OutputOfAsync(string program, params string[] arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false })!;
        Task<string> error = process.StandardError.ReadToEndAsync();
        string output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? output.Trim() : await error is var text && program == "dotnet" ? output + text : "";
    }
}
