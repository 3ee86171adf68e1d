using System.Text.Json.Nodes;

namespace Offboarding.Integration.Tests.Steps;

/// <summary>Rows are the truth (principle 1): whatever the broker loses, doubles or brings late, every case ends, and nothing is done twice.</summary>
public sealed class LostMessageTests(Servers servers)
{
    [Fact]
    public async Task If_the_broker_lost_everything_in_the_middle_the_sweep_alone_brings_every_case_to_its_end()
    {
        await using TestSystem system = await TestSystem.SetAsync(
            servers, ("Steps:StalledAfter", "00:00:01"), ("Steps:BatchSize", "20"), ("Steps:Slice", "00:00:00.010"));
        var departures = new List<Departure>();
        for (int i = 0; i < 5; i++)
        {
            TestWorkspace workspace = await system.WorkspaceAsync(w => w.WithConversations(open: 300));
            departures.Add(new Departure(workspace) { RequestId = Guid.NewGuid() }.Handing("round-robin", [.. workspace.Agents]));
        }

        await Task.WhenAll(departures.Select(system.Hr.SendAsync));
        await Eventually.TrueAsync(
            async () => await system.Database.ReadAsync<long>("SELECT coalesce(sum(done), 0)::bigint FROM offboarding.steps WHERE name LIKE 'reassign%'") > 100,
            "the work to have begun");
        // Whatever is on its way is lost, again and again while the work goes on.
        await using var queues = await Queues.OpenAsync(system.Broker);
        for (int i = 0; i < 10; i++)
        {
            await queues.PurgeAllAsync();
            await Task.Delay(100);
        }

        await Eventually.ValueAsync(
            () => system.Database.ReadAsync<long>("SELECT count(*) FROM offboarding.cases WHERE state = 'completed'"), n => n == 5, "every case to be completed",
            TimeSpan.FromSeconds(60));
        foreach (Departure departure in departures)
        {
            (await Ledger.DifferencesAsync(system.Database, await system.CaseAsync(departure))).ShouldBe(0);
        }
    }

    [Fact]
    public async Task Stale_doubled_and_foreign_messages_about_steps_do_nothing_twice()
    {
        await using TestSystem system = await TestSystem.SetAsync(servers, ("Steps:BatchSize", "10"));
        TestWorkspace workspace = await system.WorkspaceAsync(w => w.WithConversations(open: 100));
        Departure departure = new Departure(workspace) { LowerSeatLimit = true }.Handing("round-robin", [.. workspace.Agents]);
        await using Blocker held = await Blocker.HoldAsync(system.Database, "SELECT 1 FROM workspace.conversations WHERE id = 50 FOR UPDATE");
        Guid id = await system.OpenAsync(departure);
        await held.IsInTheWayAsync(system.Database);

        foreach (Guid @case in new[] { id, Guid.NewGuid() })
        {
            for (long slice = 0; slice < 4; slice++)
            {
                foreach (string step in new[] { "sign-out-sessions", "reassign-conversations", "update-seats", "no-such-step" })
                {
                    await SendAsync("offboarding.run-step", "Offboarding.Worker.Steps:RunStep", new() { ["offboardingId"] = @case, ["step"] = step, ["slice"] = slice });
                }

                await SendAsync("offboarding.saga", "Offboarding.Worker.Process:NudgeCase", new() { ["offboardingId"] = @case });
                await SendAsync("offboarding.start-case", "Offboarding.Worker.Requests.DeactivateUser:StartCase", new() { ["offboardingId"] = @case });
            }
        }

        await held.ReleaseAsync();
        await system.BecomesAsync(id, "completed");
        ReceivedEvent done = await system.Events.OneAsync("offboarding.step-completed", e => e.Text("step") == "reassign-conversations");

        // The saga hears again, after the end, what it heard before.
        await SendAsync("offboarding.saga", "Offboarding.Contracts:StepCompleted", done.Message.DeepClone().AsObject());
        await SendAsync("offboarding.run-step", "Offboarding.Worker.Steps:RunStep", new() { ["offboardingId"] = id, ["step"] = "update-seats", ["slice"] = 1 });
        await using var queues = await Queues.OpenAsync(system.Broker);
        await Eventually.TrueAsync(async () => await queues.WaitingAsync() == 0, "every message to be taken");
        // The last one in the saga's queue has left its mark, so those before it were handled.
        Guid last = await system.Hr.RetryAsync(id, "update-seats");
        await Eventually.TrueAsync(
            () => system.Database.ReadAsync<bool>("SELECT EXISTS (SELECT FROM offboarding.audit WHERE operation_id = @id)", ("id", last)), "the last message to be handled");

        (await Ledger.DifferencesAsync(system.Database, id)).ShouldBe(0);
        (await system.Database.ReadAsync<string>(
            "SELECT string_agg(concat_ws(' ', name, status, done, attempts), ', ' ORDER BY name) FROM offboarding.steps"))
            .ShouldBe("reassign-conversations done 100 0, sign-out-sessions done 3 0, update-seats done 1 0");
        (await system.Database.ReadAsync<int>("SELECT seat_limit FROM workspace.workspaces")).ShouldBe(9);
        (await system.Database.ReadAsync<long>("SELECT count(*) FROM offboarding.audit WHERE action = 'completed'")).ShouldBe(1);
        (await system.Database.ReadAsync<long>("SELECT count(*) FROM offboarding.parked_messages")).ShouldBe(0);
        system.Events.Of("offboarding.completed").Select(e => e.EventId).Distinct().ShouldHaveSingleItem();

        Task SendAsync(string exchange, string type, JsonObject message) => system.Hr.SendInEnvelopeAsync(exchange, $"urn:message:{type}", message);
    }

    [Fact]
    public async Task A_worker_that_starts_again_finds_what_is_left_to_do()
    {
        await using TestSystem system = await TestSystem.SetAsync(servers, ("Steps:BatchSize", "10"), ("Steps:Slice", "00:00:00.010"));
        TestWorkspace workspace = await system.WorkspaceAsync(w => w.WithConversations(open: 2000));
        Departure departure = new Departure(workspace).Handing("round-robin", [.. workspace.Agents]);
        Guid id = await system.OpenAsync(departure);
        await system.StepBecomesAsync(id, "reassign-conversations", "running");

        await system.RestartWorkerAsync();

        await system.BecomesAsync(id, "completed");
        (await Ledger.DifferencesAsync(system.Database, id)).ShouldBe(0);
        (await system.Database.ReadAsync<long>("SELECT count(*) FROM offboarding.step_attempts")).ShouldBe(0, "an orderly stop is no failure");
    }

    [Fact]
    public async Task Two_workers_share_the_work_and_do_nothing_twice()
    {
        await using TestSystem system = await TestSystem.SetAsync(servers, ("Steps:BatchSize", "20"), ("Steps:Slice", "00:00:00.010"));
        await using WorkerHost second = await WorkerHost.StartAsync(
            system.Database, system.Broker, ("Steps:BatchSize", "30"), ("Steps:Slice", "00:00:00.010"), ("Steps:StalledAfter", "00:00:01"));
        var departures = new List<Departure>();
        for (int i = 0; i < 10; i++)
        {
            TestWorkspace workspace = await system.WorkspaceAsync(w => w.WithConversations(open: 200, closed: 5));
            departures.Add(new Departure(workspace) { RequestId = Guid.NewGuid() }.Handing("ratio", (workspace.Agents[0], 3), (workspace.Agents[1], 1)));
        }

        await Task.WhenAll(departures.SelectMany(d => new[] { system.Hr.SendAsync(d), system.Hr.SendAsync(d) }));
        await system.Events.AtLeastAsync(10, "offboarding.completed");

        foreach (Departure departure in departures)
        {
            Guid id = await system.CaseAsync(departure);
            (await Ledger.DifferencesAsync(system.Database, id)).ShouldBe(0);
            (await system.Database.ReadAsync<long>(
                "SELECT count(*) FROM workspace.conversations WHERE assignee_id = @agent", ("agent", departure.Workspace.Agents[0]))).ShouldBe(150);
        }

        system.Events.All.GroupBy(e => e.EventId).ShouldAllBe(g => g.Select(e => e.Message.ToJsonString()).Distinct().Count() == 1);
    }

    [Fact]
    public async Task Steps_that_wait_behind_others_are_left_alone_while_their_queue_moves()
    {
        await using TestSystem system = await TestSystem.SetAsync(
            servers, ("Steps:StalledAfter", "00:00:01"), ("Messaging:ConcurrentSteps", "1"), ("Monitors:QueueDepthsEvery", "00:00:00.100"));
        TestWorkspace workspace = await system.WorkspaceAsync(w => w.WithConversations(open: 10));
        Departure first = new Departure(workspace).Handing("round-robin", workspace.Agents[2]);
        await using (Blocker blocker = await Blocker.HoldAsync(system.Database, "LOCK TABLE offboarding.handover IN ACCESS EXCLUSIVE MODE"))
        {
            await system.Hr.SendAsync(first);
            await blocker.IsInTheWayAsync(system.Database);
            await system.Hr.SendAsync(new Departure(workspace) { User = workspace.Agents[0] }.Handing("round-robin", workspace.Agents[2]));
            await system.Hr.SendAsync(new Departure(workspace) { User = workspace.Agents[1] }.Handing("round-robin", workspace.Agents[2]));
            Guid firstCase = await system.CaseAsync(first);
            // A new slice would begin its time again.
            await Eventually.TrueAsync(
                () => system.Database.ReadAsync<bool>(
                    "SELECT count(*) >= 2 AND bool_and(slice = 1 AND progress_at < now() - interval '5 s') FROM offboarding.steps WHERE name = 'reassign-conversations' AND status = 'ready' AND case_id <> @first", ("first", firstCase)),
                "steps to have waited for five times as long as a lost message is given");
        }

        await Eventually.ValueAsync(
            () => system.Database.ReadAsync<long>("SELECT count(*) FROM offboarding.cases WHERE state = 'completed'"), n => n == 3, "every case to be completed");
    }
}
