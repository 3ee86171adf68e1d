using System.Text.Json.Nodes;

namespace Offboarding.Integration.Tests.Handover;

/// <summary>Another plan for what has not been handed over yet; what has moved stays where it is (D5, F5).</summary>
public sealed class ChangeHandoverTests(Servers servers)
{
    private const string Exchange = "offboarding.change-handover";

    private const string HoldsLedger = "LOCK TABLE offboarding.handover IN EXCLUSIVE MODE";

    private const string Holders =
        "SELECT string_agg(concat(k.place, ': ', k.items), ', ' ORDER BY k.place) FROM (SELECT coalesce(array_position(@agents, c.assignee_id)::text, CASE WHEN c.assignee_id IS NULL THEN 'nobody' ELSE 'leaver' END) AS place, count(*) AS items FROM workspace.conversations c GROUP BY 1) k";

    [Fact]
    public async Task A_plan_that_is_changed_before_the_last_day_is_the_one_that_is_carried_out()
    {
        await using TestSystem system = await TestSystem.SetAsync(servers);
        TestWorkspace workspace = await system.WorkspaceAsync(w => w.WithConversations(open: 6));
        await system.Database.ExecuteAsync("UPDATE workspace.workspaces SET policies = '{\"requireCompleteHandover\": true}'");
        Departure departure = new Departure(workspace) { LastDay = $"{DateTimeOffset.UtcNow.AddDays(30):O}" }.Handing("one-colleague", workspace.Agents[0]);
        await system.Hr.SendAsync(departure);
        Guid id = (await system.Events.OneAsync("offboarding.scheduled")).OffboardingId;

        TestCommand wish = Change(workspace, id, To("one-colleague", (workspace.Agents[1], null)));
        (await system.RefusalAsync(wish.Anew() with { RequestedBy = workspace.Agents[0] })).ShouldBe("not-permitted");
        (await system.RefusalAsync(Change(workspace, id, To("one-colleague", (workspace.Leaver, null))))).ShouldBe("recipient-not-eligible");
        (await system.RefusalAsync(Change(workspace, id, To("fixed", (workspace.Agents[1], 5))))).ShouldBe("handover-incomplete");
        (await system.RefusalAsync(Change(workspace, Guid.NewGuid(), To("unassigned")))).ShouldBe("invalid-request");
        ReceivedEvent changed = await system.AskAsync(wish);
        (changed.Name, changed["kinds"]!.ToJsonString()).ShouldBe(("offboarding.handover-changed", """[{"kind":"conversations","moved":0}]"""));
        (await system.AskAsync(wish)).Message.ToJsonString().ShouldBe(changed.Message.ToJsonString(), "the same command gets the same answer");

        await system.Database.ExecuteAsync("UPDATE offboarding.cases SET due_at = now() - interval '1 s', nudged_at = now() - interval '1 day'");
        await system.Events.OneAsync("offboarding.completed");
        (await HoldersAsync(system, workspace)).ShouldBe("2: 6");
        (await system.Database.ReadAsync<string>(
            """
            SELECT concat_ws(' ', actor, details #>> '{kinds,conversations,before,recipients,0,userId}', details #>> '{kinds,conversations,after,recipients,0,userId}', details ->> 'comment')
            FROM offboarding.audit WHERE action = 'handover-changed'
            """)).ShouldBe($"{workspace.Admin} {workspace.Agents[0]} {workspace.Agents[1]} they leave too");
        (await system.RefusalAsync(wish.Anew())).ShouldBe("conflicting-request");
    }

    [Fact]
    public async Task F2_before_the_last_day_somebody_who_is_on_leave_and_back_by_then_may_be_named_alone_or_by_their_team()
    {
        await using TestSystem system = await TestSystem.SetAsync(servers);
        TestWorkspace workspace = await system.WorkspaceAsync(w => w.WithConversations(open: 4));
        JsonObject leave = new Departure(workspace) { User = workspace.Agents[0] }.ToJson();
        leave["returnDay"] = $"{DateTimeOffset.UtcNow.AddDays(10):yyyy-MM-ddTHH:mm:ssZ}";
        await system.Hr.SendAsync(HrSystem.Deactivate, leave);
        await system.Events.OneAsync("offboarding.completed");
        Departure departure = new Departure(workspace) { LastDay = $"{DateTimeOffset.UtcNow.AddDays(20):O}" }.Handing("one-colleague", workspace.Agents[1]);
        await system.Hr.SendAsync(departure);
        Guid later = (await system.Events.OneAsync("offboarding.scheduled")).OffboardingId;
        Departure early = new Departure(workspace) { User = workspace.Agents[2], LastDay = $"{DateTimeOffset.UtcNow.AddDays(5):O}" }.Handing("one-colleague", workspace.Agents[1]);
        await system.Hr.SendAsync(early);
        Guid sooner = (await system.Events.OneAsync("offboarding.scheduled", e => e.RequestId == early.RequestId)).OffboardingId;

        (await system.AskAsync(Change(workspace, later, To("one-colleague", (workspace.Agents[0], null))))).Name.ShouldBe("offboarding.handover-changed");
        // The sales team is that colleague alone.
        JsonObject team = To("round-robin");
        team["recipients"] = new JsonArray(new JsonObject { ["teamId"] = workspace.SalesTeam });
        (await system.AskAsync(Change(workspace, later, team))).Name.ShouldBe("offboarding.handover-changed");
        (await system.RefusalAsync(Change(workspace, sooner, To("one-colleague", (workspace.Agents[0], null))))).ShouldBe("recipient-inactive");
    }

    [Fact]
    public async Task A_case_whose_recipient_left_in_the_middle_goes_on_to_others_and_amounts_begin_anew_with_what_is_left()
    {
        await using TestSystem system = await TestSystem.SetAsync(servers, ("Steps:BatchSize", "10"));
        TestWorkspace workspace = await system.WorkspaceAsync(w => w.WithConversations(open: 200));
        Guid id = await PausedAfterTenAsync(system, workspace, new Departure(workspace).Handing("round-robin", workspace.Agents[0]));
        await system.CompleteAsync(new Departure(workspace) { User = workspace.Agents[0] });
        await system.AskAsync(Operator("offboarding.resume-offboarding", workspace, id));
        await system.BecomesAsync(id, "needs-attention");

        (await system.RefusalAsync(Change(workspace, id, To("one-colleague", (workspace.Agents[0], null))))).ShouldBe("recipient-inactive");
        JsonObject plan = To("fixed", (workspace.Agents[1], 100), (workspace.Agents[2], 50));
        plan["leftover"] = "unassigned";
        ReceivedEvent changed = await system.AskAsync(Change(workspace, id, plan));
        changed["kinds"]!.ToJsonString().ShouldBe("""[{"kind":"conversations","moved":10}]""");

        ReceivedEvent completed = await system.Events.OneAsync("offboarding.completed", e => e.OffboardingId == id);
        completed.RequestId.ShouldBe(changed.RequestId);
        (await HoldersAsync(system, workspace)).ShouldBe("1: 10, 2: 100, 3: 50, nobody: 40");
        (await Ledger.DifferencesAsync(system.Database, id)).ShouldBe(0);
        (await system.Events.OneAsync("offboarding.work-reassigned", e => e.OffboardingId == id)).Number("moved").ShouldBe(200);
    }

    [Fact]
    public async Task A_plan_that_is_changed_while_a_batch_ends_is_for_what_that_batch_leaves()
    {
        await using TestSystem system = await TestSystem.SetAsync(servers, ("Steps:BatchSize", "10"));
        TestWorkspace workspace = await system.WorkspaceAsync(w => w.WithConversations(open: 60));
        (Guid id, Blocker held) = await StartedAsync(system, workspace, new Departure(workspace).Handing("least-loaded", workspace.Agents[0], workspace.Agents[1]));
        await using Blocker blocker = held;
        await system.AskAsync(Operator("offboarding.pause-offboarding", workspace, id));

        // Whoever has least is counted anew: with the counts of before the first two would get more than the third.
        Task<ReceivedEvent> changing = system.AskAsync(Change(
            workspace, id, To("least-loaded", (workspace.Agents[0], null), (workspace.Agents[1], null), (workspace.Agents[2], null))));
        await Eventually.TrueAsync(
            () => system.Database.ReadAsync<bool>(
                "SELECT count(*) >= 2 FROM pg_stat_activity WHERE datname = current_database() AND cardinality(pg_blocking_pids(pid)) > 0"),
            "the batch and the change to wait");
        await held.ReleaseAsync();
        (await changing)["kinds"]!.ToJsonString().ShouldBe("""[{"kind":"conversations","moved":10}]""");
        (await system.StateAsync(id)).ShouldBe("paused");
        (await system.Database.ReadAsync<string>("SELECT concat_ws(' ', status, done, total) FROM offboarding.steps WHERE name = 'reassign-conversations'"))
            .ShouldBe("waiting 10 60");

        await system.AskAsync(Operator("offboarding.resume-offboarding", workspace, id));
        await system.BecomesAsync(id, "completed");
        (await HoldersAsync(system, workspace)).ShouldBe("1: 20, 2: 20, 3: 20");
        (await Ledger.DifferencesAsync(system.Database, id)).ShouldBe(0);
    }

    [Fact]
    public async Task What_runs_is_refused_and_a_kind_that_was_forgotten_is_handed_over_beside_it()
    {
        await using TestSystem system = await TestSystem.SetAsync(servers, ("Steps:BatchSize", "10"));
        TestWorkspace workspace = await system.WorkspaceAsync(w => w.WithConversations(open: 20));
        await system.Database.ExecuteAsync(
            "INSERT INTO workspace.tasks (workspace_id, assignee_id, title) SELECT @workspace, @leaver, 't' || n FROM generate_series(1, 6) n",
            ("workspace", workspace.Id), ("leaver", workspace.Leaver));
        (Guid id, Blocker held) = await StartedAsync(
            system, workspace, new Departure(workspace).Handing("one-colleague", workspace.Agents[0]), "SELECT 1 FROM workspace.conversations FOR UPDATE");
        await using Blocker blocker = held;

        ReceivedEvent refused = await system.AskAsync(Change(workspace, id, To("unassigned")));
        (refused.Text("code"), refused["errors"]!.AsArray().Single()!["path"]!.GetValue<string>()).ShouldBe(("conflicting-request", "handover.conversations"));
        refused.Text("help").ShouldContain("Pause the case first");

        var tasks = new JsonObject { ["tasks"] = To("round-robin", (workspace.Agents[1], null), (workspace.Agents[2], null)) };
        (await system.AskAsync(new TestCommand(Exchange, workspace).With("offboardingId", id).With("handover", tasks))).Name.ShouldBe("offboarding.handover-changed");
        await system.StepBecomesAsync(id, "reassign-tasks", "done");
        await held.ReleaseAsync();
        await system.BecomesAsync(id, "completed");
        (await system.Database.ReadAsync<long>("SELECT count(*) FROM workspace.tasks WHERE assignee_id IN (@one, @other)", ("one", workspace.Agents[1]), ("other", workspace.Agents[2])))
            .ShouldBe(6);
        (await HoldersAsync(system, workspace)).ShouldBe("1: 20");
    }

    [Fact]
    public async Task A_reassign_of_somebody_who_stays_moves_what_there_is_when_its_plan_is_changed()
    {
        await using TestSystem system = await TestSystem.SetAsync(servers, ("Steps:BatchSize", "10"));
        TestWorkspace workspace = await system.WorkspaceAsync(w => w.WithConversations(open: 40));
        Blocker held = await Blocker.HoldAsync(system.Database, HoldsLedger);
        await using Blocker blocker = held;
        await system.Hr.SendAsync(Reassign.Exchange, new Reassign(workspace).Handing("conversations", "one-colleague", workspace.Agents[0]).ToJson());
        Guid id = (await system.Events.OneAsync("offboarding.reassignment-started")).OffboardingId;
        await held.IsInTheWayAsync(system.Database);
        await system.AskAsync(Operator("offboarding.pause-offboarding", workspace, id));
        await held.ReleaseAsync();
        await BatchEndsAsync(system);
        await system.Database.ExecuteAsync(
            "INSERT INTO workspace.conversations (workspace_id, id, assignee_id, subject) OVERRIDING SYSTEM VALUE SELECT @workspace, n, @leaver, 'came later' FROM generate_series(1001, 1005) n",
            ("workspace", workspace.Id), ("leaver", workspace.Leaver));

        await system.AskAsync(Change(workspace, id, To("one-colleague", (workspace.Agents[1], null))));
        await system.AskAsync(Operator("offboarding.resume-offboarding", workspace, id));
        await system.Events.OneAsync("offboarding.reassignment-completed");
        (await HoldersAsync(system, workspace)).ShouldBe("1: 10, 2: 35");
    }

    [Fact]
    public async Task F5_what_reopens_goes_where_the_changed_plan_says_and_to_nobody_if_it_names_nobody_alone()
    {
        await using TestSystem system = await TestSystem.SetAsync(servers);
        TestWorkspace workspace = await system.WorkspaceAsync(w => w.WithConversations(open: 4));
        await system.Database.ExecuteAsync(
            "INSERT INTO workspace.tasks (workspace_id, assignee_id, title) SELECT @workspace, @leaver, 't' || n FROM generate_series(1, 3) n",
            ("workspace", workspace.Id), ("leaver", workspace.Leaver));
        await FailingTable.MakeAsync(system.Database, "not now");
        Guid id = await system.OpenAsync(new Departure(workspace) { More = new JsonObject { ["tasks"] = To("one-colleague", (workspace.Agents[1], null)) } }
            .Handing("one-colleague", workspace.Agents[0]));
        await system.BecomesAsync(id, "needs-attention");
        (await SuccessorsAsync(system, workspace)).ShouldBe("1 2");
        await FailingTable.EndAsync(system.Database);

        await system.AskAsync(Change(workspace, id, To("round-robin", (workspace.Agents[1], null), (workspace.Agents[2], null))));
        await system.BecomesAsync(id, "completed");

        (await SuccessorsAsync(system, workspace)).ShouldBe("nobody 2");
    }

    /// <summary>Of conversations and tasks, by the agents' numbers from 1.</summary>
    private static Task<string> SuccessorsAsync(TestSystem system, TestWorkspace workspace) => system.Database.ReadAsync<string>(
        """
        SELECT concat_ws(' ', coalesce(array_position(@agents, successor_id)::text, 'nobody'), coalesce(array_position(@agents, tasks_successor_id)::text, 'nobody'))
        FROM workspace.users WHERE id = @leaver
        """, ("agents", workspace.Agents.ToArray()), ("leaver", workspace.Leaver));

    private static async Task<Guid> PausedAfterTenAsync(TestSystem system, TestWorkspace workspace, Departure departure)
    {
        (Guid id, Blocker held) = await StartedAsync(system, workspace, departure);
        await using Blocker blocker = held;
        await system.AskAsync(Operator("offboarding.pause-offboarding", workspace, id));
        await held.ReleaseAsync();
        await BatchEndsAsync(system);
        return id;
    }

    private static Task BatchEndsAsync(TestSystem system) => Eventually.TrueAsync(
        () => system.Database.ReadAsync<bool>("SELECT done = 10 FROM offboarding.steps WHERE name = 'reassign-conversations'"), "the batch that was running to end");

    /// <summary>A handover in the middle of its first batch: it has moved the items, and cannot write that into the ledger.</summary>
    private static async Task<(Guid Id, Blocker Held)> StartedAsync(TestSystem system, TestWorkspace workspace, Departure departure, string holds = HoldsLedger)
    {
        Blocker held = await Blocker.HoldAsync(system.Database, holds);
        Guid id = await system.OpenAsync(departure);
        await system.BecomesAsync(id, "handing-over");
        await held.IsInTheWayAsync(system.Database);
        return (id, held);
    }

    private static TestCommand Change(TestWorkspace workspace, Guid id, JsonObject conversations) => new TestCommand(Exchange, workspace)
        .With("offboardingId", id).With("handover", new JsonObject { ["conversations"] = conversations }).With("comment", "they leave too");

    private static TestCommand Operator(string exchange, TestWorkspace workspace, Guid id) => new TestCommand(exchange, workspace) { Operator = "ops.anna" }.With("offboardingId", id);

    private static JsonObject To(string strategy, params (Guid User, int? Amount)[] recipients) => new()
    {
        ["strategy"] = strategy,
        ["recipients"] = new JsonArray([.. recipients.Select(r =>
            r.Amount is { } amount ? new JsonObject { ["userId"] = r.User, ["amount"] = amount } : new JsonObject { ["userId"] = r.User })]),
    };

    /// <summary>How many conversations each agent has, by their number from 1; "nobody", "leaver".</summary>
    private static Task<string> HoldersAsync(TestSystem system, TestWorkspace workspace) => system.Database.ReadAsync<string>(Holders, ("agents", workspace.Agents.ToArray()));
}
