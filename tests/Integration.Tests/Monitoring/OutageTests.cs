using Npgsql;

namespace Offboarding.Integration.Tests.Monitoring;

/// <summary>Broker and database go and come back: the worker survives, says so, and loses nothing.</summary>
public sealed class OutageTests(OwnServers servers) : IClassFixture<OwnServers>
{
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(90);

    [Fact]
    public async Task A_broker_that_goes_down_and_comes_up_again_is_survived_and_shown()
    {
        servers.SkipIfThereAreNone();
        await using TestSystem system = await TestSystem.SetAsync(servers, ("Steps:BatchSize", "10"), ("Steps:Slice", "00:00:00.010"), ("Steps:StalledAfter", "00:00:02"));
        await BrokerIsAsync(system, "connected");
        TestWorkspace workspace = await system.WorkspaceAsync(w => w.WithConversations(open: 3000));
        Departure departure = new Departure(workspace).Handing("round-robin", [.. workspace.Agents]);
        Guid id = await system.OpenAsync(departure);
        await system.StepBecomesAsync(id, "reassign-conversations", "running");

        await servers.RabbitMq.KillAsync();
        await BrokerIsAsync(system, "disconnected");
        (await system.Database.ReadAsync<string>("SELECT broker_error FROM dashboard.workers")).ShouldNotBeEmpty();
        (await system.StateAsync(id)).ShouldBe("handing-over");

        await servers.RabbitMq.StartAgainAsync();
        await BrokerIsAsync(system, "connected");
        await Eventually.ValueAsync(() => system.StateAsync(id), s => s == "completed", "the case to be completed", Long);
        (await Ledger.DifferencesAsync(system.Database, id)).ShouldBe(0);
        await Eventually.TrueAsync(async () => await system.Database.ReadAsync<long>("SELECT count(*) FROM offboarding.outbox") == 0, "everything to be said", Long);
        (await system.Database.ReadAsync<long>("SELECT count(*) FROM dashboard.workers WHERE alive")).ShouldBe(1, "it is the same worker");
    }

    [Fact]
    public async Task A_database_that_goes_down_in_the_middle_and_comes_up_again_loses_nothing()
    {
        servers.SkipIfThereAreNone();
        await using TestSystem system = await TestSystem.SetAsync(servers, ("Steps:BatchSize", "10"), ("Steps:Slice", "00:00:00.010"), ("Steps:StalledAfter", "00:00:02"));
        TestWorkspace workspace = await system.WorkspaceAsync(w => w.WithConversations(open: 2000));
        Departure departure = new Departure(workspace).Handing("round-robin", [.. workspace.Agents]);
        Guid id = await system.OpenAsync(departure);
        await system.StepBecomesAsync(id, "reassign-conversations", "running");

        await servers.Postgres.KillAsync();
        // What comes meanwhile waits in its queue: it is neither lost nor parked as something that cannot be handled.
        Departure meanwhile = new Departure(workspace) { User = workspace.Agents[2] };
        await system.Hr.SendAsync(meanwhile);
        await Task.Delay(TimeSpan.FromSeconds(3));
        await servers.Postgres.StartAgainAsync();
        NpgsqlConnection.ClearAllPools();

        await Eventually.ValueAsync(() => system.StateAsync(id), s => s == "completed", "the case to be completed", Long);
        await system.Events.OneAsync("offboarding.completed", e => e.RequestId == meanwhile.RequestId);
        (await Ledger.DifferencesAsync(system.Database, id)).ShouldBe(0);
        (await system.Database.ReadAsync<long>("SELECT count(*) FROM offboarding.parked_messages")).ShouldBe(0);
        (await system.Database.ReadAsync<long>("SELECT count(*) FROM offboarding.steps WHERE status = 'failed'")).ShouldBe(0);
        await system.Worker.ReadyAsync();
    }

    [Fact]
    public async Task A_worker_that_stops_signs_off()
    {
        servers.SkipIfThereAreNone();
        await using TestSystem system = await TestSystem.SetAsync(servers);
        await Eventually.TrueAsync(async () => await system.Database.ReadAsync<long>("SELECT count(*) FROM dashboard.workers WHERE alive") == 1, "the worker to be seen");
        await system.Worker.DisposeAsync();
        (await system.Database.ReadAsync<long>("SELECT count(*) FROM dashboard.workers")).ShouldBe(0);
    }

    private static Task<string> BrokerIsAsync(TestSystem system, string state) => Eventually.ValueAsync(
        () => system.Database.ReadAsync<string>("SELECT coalesce((SELECT broker FROM dashboard.workers WHERE alive), 'unknown')"),
        s => s == state, $"the broker to be {state}", Long);
}
