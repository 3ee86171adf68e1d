using Offboarding.Faults.Tests.Harness;

namespace Offboarding.Faults.Tests;

/// <summary>Fault 4: what happens to a PostgreSQL.</summary>
public sealed class DatabaseTests(Servers servers)
{
    [Fact]
    public async Task A_database_that_crashes_in_the_middle_of_a_batch_loses_nothing()
    {
        Assert.SkipUnless(servers.Postgres.IsOurs, "The database is not ours to stop.");
        await using FaultRun run = await FaultRun.StartAsync(servers);
        await run.WorkerAsync();
        int crashes = Scale.Of(1, 5);
        for (int i = 0; i < crashes; i++)
        {
            await run.SendAsync(await run.DepartureAsync(conversations: 400));
            await run.UntilAsync("(SELECT count(*) FROM offboarding.steps WHERE status = 'running') > 0", "a batch to be under way");
            await servers.Postgres.KillAsync();
            await servers.Postgres.StartAgainAsync();
            Npgsql.NpgsqlConnection.ClearAllPools();
        }

        await run.EndsWellAsync();
        Scale.Report("4. PostgreSQL stopped at once (pg_ctl immediate) and started", $"{crashes} times");
    }

    [Fact]
    public async Task Backends_that_are_terminated_again_and_again_cost_time_only()
    {
        await using FaultRun run = await FaultRun.StartAsync(servers);
        await run.WorkerAsync();
        int times = Scale.Of(4, 120);
        long ended = 0;
        for (int i = 0; i < times; i++)
        {
            await run.SendAsync(await run.DepartureAsync());
            await Task.Delay(500);
            ended += await run.Database.ReadAsync<long>(
                "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE datname = current_database() AND usename = 'worker_login'");
        }

        await run.EndsWellAsync();
        Scale.Report("4. Backends terminated twice a second", $"{times} times, {ended} backends");
    }

    [Fact]
    public async Task A_database_that_is_read_only_for_a_while_needs_nobody()
    {
        await using FaultRun run = await FaultRun.StartAsync(servers);
        await run.WorkerAsync();
        await run.SendAsync(await run.DepartureAsync(conversations: 400));
        await run.SendAsync(await run.DepartureAsync(conversations: 40, failsOnce: true));
        await run.UntilAsync("(SELECT count(*) FROM offboarding.steps WHERE status = 'running') > 0", "a batch to be under way");
        Departure[] later = [.. await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => run.DepartureAsync()))];
        await ReadOnlyAsync(run, "on");
        // Messages that come meanwhile wait, longer than three quick tries.
        foreach (Departure departure in later)
        {
            await run.SendAsync(departure);
        }

        await Task.Delay(Scale.Of(TimeSpan.FromSeconds(4), TimeSpan.FromSeconds(60)));
        await ReadOnlyAsync(run, "off");
        await run.EndsWellAsync();
        Scale.Report("4. Read-only (as after a failover to a standby)", $"{Scale.Of(4, 60)} s, 7 departures");
    }

    private static Task ReadOnlyAsync(FaultRun run, string state) => run.Database.ExecuteAsync(
        $"""
        DO $$ BEGIN EXECUTE format('ALTER ROLE worker_login IN DATABASE %I SET default_transaction_read_only = {state}', current_database()); END $$;
        SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND usename = 'worker_login'
        """);
}
