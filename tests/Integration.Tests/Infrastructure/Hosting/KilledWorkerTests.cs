namespace Offboarding.Integration.Tests.Infrastructure.Hosting;

/// <summary><c>kill -9</c>, in the middle, more than once.</summary>
public sealed class KilledWorkerTests(Servers servers)
{
    [Fact]
    public async Task A_killed_worker_loses_nothing_and_does_nothing_twice()
    {
        await using TestDatabase database = await TestDatabase.CreateAsync(servers.Postgres);
        Uri broker = await servers.RabbitMq.CreateVirtualHostAsync();
        TestWorkspace workspace = await new WorkspaceBuilder().WithConversations(open: 19_000, snoozed: 1_000).WithAccess(openSessions: 3, validTokens: 2).SaveAsync(database);
        Departure departure = new Departure(workspace) { LowerSeatLimit = true }.Handing("ratio", (workspace.Agents[0], 3), (workspace.Agents[1], 2), (workspace.Agents[2], 1));
        (string Key, string Value)[] slowly = [("Steps:BatchSize", "10"), ("Steps:Slice", "00:00:00.050")];

        long moved = 0;
        EventListener? events = null;
        for (int life = 0; life < 3; life++)
        {
            await using WorkerProcess worker = await WorkerProcess.StartAsync(database, broker, slowly);
            if (events is null)
            {
                events = await EventListener.ConnectAsync(broker);
                await using HrSystem hr = await HrSystem.ConnectAsync(broker);
                await hr.SendAsync(departure);
            }

            long before = moved;
            await Eventually.TrueAsync(async () => await MovedAsync() > before + 2000, "some of the work to be done", TimeSpan.FromSeconds(60));
            await worker.KillAsync();
            moved = await MovedAsync();
            moved.ShouldBeLessThan(20_000, "it was killed in the middle");
        }

        await using (WorkerProcess last = await WorkerProcess.StartAsync(database, broker))
        {
            await events!.OneAsync("offboarding.completed");
        }

        await using (events)
        {
            Guid id = await database.ReadAsync<Guid>("SELECT id FROM offboarding.cases WHERE state = 'completed'");
            (await Ledger.DifferencesAsync(database, id)).ShouldBe(0);
            (await database.ReadAsync<string>("SELECT count(*) || ' ' || count(DISTINCT item) FROM offboarding.handover, unnest(item_ids) item")).ShouldBe("20000 20000");
            (await database.ReadAsync<string>(
                "SELECT string_agg((SELECT count(*) FROM workspace.conversations WHERE assignee_id = agent)::text, ' ' ORDER BY n) FROM unnest(@agents) WITH ORDINALITY AS a (agent, n)",
                ("agents", workspace.Agents.ToArray()))).ShouldBe("10001 6666 3333", "the split of a run that nobody killed");
            (await database.ReadAsync<string>(
                "SELECT string_agg(concat_ws(' ', name, status, done), ', ' ORDER BY name) FROM offboarding.steps"))
                .ShouldBe("reassign-conversations done 20000, sign-out-sessions done 5, update-seats done 1");
            (await database.ReadAsync<int>("SELECT seat_limit FROM workspace.workspaces")).ShouldBe(9);
            events.All.GroupBy(e => e.EventId).ShouldAllBe(g => g.Select(e => e.Message.ToJsonString()).Distinct().Count() == 1);
        }

        Task<long> MovedAsync() => database.ReadAsync<long>("SELECT count(*) FROM workspace.conversations WHERE assignee_id <> @leaver", ("leaver", workspace.Leaver));
    }
}
