using System.Data;
using System.Diagnostics;
using Npgsql;
using Offboarding.Faults.Tests.Harness;

namespace Offboarding.Faults.Tests;

/// <summary>Fault 4: what happens to a PostgreSQL.</summary>
[Collection(StopsServers.Name)]
public sealed class DatabaseTests(Servers servers)
{
    private const string EndSessions = "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE datname = current_database() AND usename = 'worker_login'";

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
            NpgsqlConnection.ClearAllPools();
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
            ended += await run.Database.ReadAsync<long>(EndSessions);
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

    /// <summary>The worker is given both addresses. Commits wait for the standby, as they have to where none may be lost.</summary>
    [Fact]
    public async Task A_failover_to_a_standby_with_another_address_needs_nobody()
    {
        Scale.OnlyInFull();
        await using PostgresServer primary = await PostgresServer.StartOwnAsync();
        await using PostgresServer standby = await primary.StartStandbyAsync();
        await using PostgresServer both = PostgresServer.Both(primary, standby);
        TestDatabase database = await TestDatabase.CreateAsync(both);
        await using FaultRun run = await FaultRun.StartAsync(servers, database);
        (string, string) login = ("ConnectionStrings:Offboarding", database.Worker);
        await Task.WhenAll(run.WorkerAsync(login), run.WorkerAsync(login));
        await run.SendAsync(await run.DepartureAsync(conversations: 400));
        await run.SendAsync(await run.DepartureAsync(conversations: 40, failsOnce: true));
        await run.UntilAsync("(SELECT count(*) FROM offboarding.steps WHERE status = 'running') > 0", "a batch to be under way");
        Departure[] later = [.. await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => run.DepartureAsync()))];
        long away = Stopwatch.GetTimestamp();
        await primary.KillAsync();
        NpgsqlConnection.ClearAllPools();
        // Messages that come while there is no primary wait.
        foreach (Departure departure in later)
        {
            await run.SendAsync(departure);
        }

        await Task.Delay(TimeSpan.FromSeconds(10));
        await standby.PromoteAsync();
        double promoted = Stopwatch.GetElapsedTime(away).TotalSeconds;
        await run.EndsWellAsync();
        Scale.Report("4. Failover to a streaming standby with another address",
            $"no primary for {promoted:0} s, 7 departures, 2 workers; all over {Stopwatch.GetElapsedTime(away).TotalSeconds - promoted:0} s after the promotion");
    }

    /// <summary>Everything is in the database: what was in the snapshot goes on, and what was asked for since is as if it had not been, until it is sent again.</summary>
    [Fact]
    public async Task A_database_that_is_put_back_to_a_snapshot_goes_on_from_there_and_does_what_is_sent_again()
    {
        Scale.OnlyInFull();
        await using PostgresServer postgres = await PostgresServer.StartOwnAsync();
        await using FaultRun run = await FaultRun.StartAsync(servers, await TestDatabase.CreateAsync(postgres));
        FaultWorker worker = await run.WorkerAsync();
        Departure[] before = [.. await Task.WhenAll(Enumerable.Range(0, 6).Select(i => run.DepartureAsync(conversations: i < 3 ? 40 : 600, failsOnce: i == 3)))];
        Departure[] since = [.. await Task.WhenAll(Enumerable.Range(0, 5).Select(i => run.DepartureAsync(failsOnce: i == 0)))];
        Departure[] inWork = [.. await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => run.DepartureAsync(conversations: 1_000)))];
        Departure[] waiting = [.. await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => run.DepartureAsync()))];
        await SendAsync(run, before);
        await run.UntilAsync("(SELECT count(*) FROM offboarding.steps WHERE status = 'running') > 0", "a batch to be under way");
        await postgres.TakeSnapshotAsync();
        long atSnapshot = await run.Database.ReadAsync<long>("SELECT count(*) FROM offboarding.cases WHERE state <> 'completed'");

        await SendAsync(run, since);
        await run.CompletedAsync("what was sent since to be completed", Ids(since));
        await Eventually.TrueAsync(
            () => since.All(d => run.Events.All.Any(e => e.Name == "offboarding.completed" && e.RequestId == d.RequestId)), "the subscriber to hear of it");
        await SendAsync(run, inWork);
        await run.UntilAsync(
            "(SELECT count(*) FROM offboarding.steps s JOIN offboarding.cases c ON c.id = s.case_id WHERE c.request_id = ANY (@requests) AND s.status = 'running' AND s.done > 0) > 0",
            "what was sent last to be in work", ("requests", Ids(inWork)));
        await worker.KillAsync();
        await SendAsync(run, waiting);
        await postgres.GoBackToSnapshotAsync();
        NpgsqlConnection.ClearAllPools();
        await worker.StartAsync();
        await run.CompletedAsync("what was in the snapshot to be completed", Ids(before));
        await run.CompletedAsync("what the broker still had to be completed", Ids(waiting));

        // What a worker had taken since the snapshot is nowhere any more, lockouts among it.
        (await run.Database.ReadAsync<bool>("SELECT NOT bool_or(faults.is_answered(id)) FROM unnest(@requests) id", ("requests", Ids(since)))).ShouldBeTrue();
        (await run.Database.ReadAsync<bool>("SELECT bool_and(status = 'active') FROM workspace.users WHERE id = ANY (@leavers)", ("leavers", since.Select(d => d.User).ToArray())))
            .ShouldBeTrue();

        run.DatabaseForgot();
        await SendAsync(run, [.. before, .. since, .. inWork, .. waiting]);
        await run.EndsWellAsync();
        Scale.Report(
            "4. Database put back to a physical copy, the broker newer",
            $"{atSnapshot} departures under way in it, 5 completed and 3 begun since, 3 still on the broker; the 8 were done when they were sent again");
    }

    /// <summary>A report that stays open keeps the index entries of all that was moved: each look from the beginning passes a million of them.</summary>
    [Fact]
    public async Task A_million_items_with_a_time_limit_of_half_a_second_need_nobody()
    {
        Scale.OnlyInFull();
        await using FaultRun run = await FaultRun.StartAsync(servers);
        await run.Database.ExecuteAsync(Invariants.Text("hurry.sql"));
        await run.WorkerAsync(("Steps:BatchSize", "1000"), ("Steps:Slice", "00:00:02"));
        Departure large = await run.DepartureAsync();
        for (int first = 1_000; first < 1_000_000; first += 50_000)
        {
            await run.Database.ExecuteAsync(
                Invariants.Text("more-items.sql"), ("workspace", large.Workspace.Id), ("leaver", large.User), ("first", (long)first), ("count", 50_000L));
        }

        // So that each session has its limit.
        await SendAsync(run, [.. await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => run.DepartureAsync()))]);
        await run.EndsWellAsync();

        await using var report = new NpgsqlConnection(run.Database.Owner);
        await report.OpenAsync();
        await using NpgsqlTransaction reading = await report.BeginTransactionAsync(IsolationLevel.RepeatableRead);
        await using var look = new NpgsqlCommand("SELECT count(*) FROM workspace.conversations", report, reading);
        await look.ExecuteScalarAsync();
        long begin = Stopwatch.GetTimestamp();
        await run.SendAsync(large);
        await run.CompletedAsync("a million items to be handed over", TimeSpan.FromMinutes(10), large.RequestId);
        double seconds = Stopwatch.GetElapsedTime(begin).TotalSeconds;
        await reading.RollbackAsync();
        await run.EndsWellAsync();
        (await run.Database.ReadAsync<long>(
            """
            SELECT count(*) FROM offboarding.step_attempts a JOIN offboarding.cases c ON c.id = a.case_id
            WHERE c.request_id = @request AND a.failed_at > (SELECT max(h.moved_at) FROM offboarding.handover h WHERE h.case_id = c.id)
            """, ("request", large.RequestId))).ShouldBe(0, "no look at what is left takes longer than the limit");
        string step = await run.Database.ReadAsync<string>(
            """
            SELECT format('%s of %s done, in batches of %s after %s timeouts', s.done, s.total, coalesce(s.batch_size, 1000),
                          (SELECT count(*) FROM offboarding.step_attempts a WHERE a.case_id = s.case_id AND a.message LIKE '57014%%'))
            FROM offboarding.steps s JOIN offboarding.cases c ON c.id = s.case_id WHERE c.request_id = @request AND s.name = 'reassign-conversations'
            """, ("request", large.RequestId));
        Scale.Report("8. statement_timeout of 500 ms, with a snapshot that stays open", $"{step}; {seconds:0} s");
    }

    [Fact]
    public async Task A_server_whose_connections_are_used_up_costs_time_only()
    {
        Scale.OnlyInFull();
        await using FaultRun run = await FaultRun.StartAsync(servers);
        await run.WorkerAsync();
        await run.SendAsync(await run.DepartureAsync(conversations: 400));
        await run.UntilAsync("(SELECT count(*) FROM offboarding.steps WHERE status = 'running') > 0", "a batch to be under way");
        Departure[] later = [.. await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => run.DepartureAsync()))];
        const string Workers = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND usename = 'worker_login'";
        var taken = new List<NpgsqlConnection>();
        try
        {
            long workers;
            do
            {
                await TakeAsync(run, taken);
                await run.Database.ExecuteAsync(EndSessions);
                await TakeAsync(run, taken);
                workers = await run.Database.ReadAsync<long>(Workers);
            }
            while (workers > 0);

            foreach (Departure departure in later)
            {
                await run.SendAsync(departure);
            }

            await Task.Delay(TimeSpan.FromSeconds(20));
            (await run.Database.ReadAsync<long>(Workers)).ShouldBe(0);
        }
        finally
        {
            await Task.WhenAll(taken.Select(connection => connection.DisposeAsync().AsTask()));
        }

        await run.EndsWellAsync();
        Scale.Report("4. Connections used up", $"{taken.Count} taken for 20 s, none left for the worker, 6 departures");
    }

    /// <summary>The database is in a tablespace on a small tmpfs; the write-ahead log is elsewhere.</summary>
    [Fact]
    public async Task A_disk_that_is_full_for_a_while_costs_time_only()
    {
        Scale.OnlyInFull();
        Assert.SkipUnless(SmallDisk.IsPossible && servers.Postgres.IsOurs, "Needs to mount a tmpfs for a PostgreSQL of its own.");
        await using SmallDisk disk = await SmallDisk.MountAsync(megabytes: 128);
        TestDatabase database = await TestDatabase.CreateAsync(servers.Postgres);
        await OnServerAsync(servers.Postgres, $"CREATE TABLESPACE small LOCATION '{disk.Path}'");
        await OnServerAsync(servers.Postgres, $"ALTER DATABASE {database.Name} SET TABLESPACE small");
        await using (FaultRun run = await FaultRun.StartAsync(servers, database))
        {
            FaultWorker worker = await run.WorkerAsync();
            Departure[] departures = [.. await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => run.DepartureAsync(conversations: 400)))];
            await run.SendAsync(departures[0]);
            await run.UntilAsync("(SELECT count(*) FROM offboarding.steps WHERE status = 'running') > 0", "a batch to be under way");
            disk.Fill();
            await SendAsync(run, departures[1..]);
            await Eventually.TrueAsync(() => worker.Output.Contains(PostgresErrorCodes.DiskFull, StringComparison.Ordinal), "the worker to find the disk full", TimeSpan.FromSeconds(60));
            await Task.Delay(TimeSpan.FromSeconds(20));
            disk.Free();
            await run.EndsWellAsync();
            Scale.Report("4. Disk full (a tablespace on a tmpfs)", $"20 s, {departures.Length} departures");
        }

        await OnServerAsync(servers.Postgres, "DROP TABLESPACE small");
    }

    /// <summary>A server whose log has no room stops, and does not start before there is some: somebody has to free it, and to start the server.</summary>
    [Fact]
    public async Task A_disk_that_is_full_for_the_write_ahead_log_loses_nothing()
    {
        Scale.OnlyInFull();
        Assert.SkipUnless(SmallDisk.IsPossible, "Needs to mount a tmpfs for a PostgreSQL of its own.");
        await using SmallDisk disk = await SmallDisk.MountAsync(megabytes: 160);
        await using PostgresServer postgres = await PostgresServer.StartOwnAsync(settings: ["max_wal_size=64MB", "min_wal_size=32MB"]);
        await postgres.MoveLogAsync(disk.Path);
        await using FaultRun run = await FaultRun.StartAsync(servers, await TestDatabase.CreateAsync(postgres));
        await run.WorkerAsync();
        Departure[] departures = [.. await Task.WhenAll(Enumerable.Range(0, 8).Select(i => run.DepartureAsync(conversations: 400, failsOnce: i == 1)))];
        await SendAsync(run, departures[..3]);
        await run.UntilAsync("(SELECT count(*) FROM offboarding.steps WHERE status = 'running') > 0", "a batch to be under way");
        disk.Fill();
        await Eventually.TrueAsync(() => StopsAsync(postgres), "the server to stop for want of room", TimeSpan.FromMinutes(2));
        NpgsqlConnection.ClearAllPools();
        await SendAsync(run, departures[3..]);
        await Task.Delay(TimeSpan.FromSeconds(10));
        disk.Free();
        await postgres.KillAsync();
        await postgres.StartAgainAsync();
        await run.EndsWellAsync();
        Scale.Report("4. Disk full (the write-ahead log on a tmpfs)", $"10 s after the server had stopped, {departures.Length} departures, 5 of them sent meanwhile");

        // Each switch takes a file of the log, until there is no room for another one.
        static async Task<bool> StopsAsync(PostgresServer postgres)
        {
            try
            {
                await OnServerAsync(postgres, "CREATE TABLE IF NOT EXISTS filler (n int); INSERT INTO filler VALUES (1); SELECT pg_switch_wal()");
                return false;
            }
            catch (NpgsqlException)
            {
                return true;
            }
        }
    }

    private static Guid[] Ids(params Departure[] departures) => [.. departures.Select(departure => departure.RequestId)];

    private static async Task SendAsync(FaultRun run, params Departure[] departures)
    {
        foreach (Departure departure in departures)
        {
            await run.SendAsync(departure);
        }
    }

    /// <summary>Takes connections, without the rights of a superuser, until there are none.</summary>
    private static async Task TakeAsync(FaultRun run, List<NpgsqlConnection> taken)
    {
        string login = new NpgsqlConnectionStringBuilder(run.Database.Dashboard) { Pooling = false }.ConnectionString;
        while (true)
        {
            var connection = new NpgsqlConnection(login);
            try
            {
                await connection.OpenAsync();
                taken.Add(connection);
            }
            catch (PostgresException full) when (full.SqlState == PostgresErrorCodes.TooManyConnections)
            {
                await connection.DisposeAsync();
                return;
            }
        }
    }

    private static async Task OnServerAsync(PostgresServer postgres, string sql)
    {
        NpgsqlConnection.ClearAllPools();
        await using var connection = new NpgsqlConnection(postgres.OwnerConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    private static Task ReadOnlyAsync(FaultRun run, string state) => run.Database.ExecuteAsync(
        $"DO $$ BEGIN EXECUTE format('ALTER ROLE worker_login IN DATABASE %I SET default_transaction_read_only = {state}', current_database()); END $$; {EndSessions}");
}
