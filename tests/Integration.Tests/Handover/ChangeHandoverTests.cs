using System.Text.Json.Nodes;

namespace Offboarding.Integration.Tests.Handover;

/// <summary>Another plan for what has not been handed over yet; what has moved stays where it is (D5, F5).</summary>
public sealed class ChangeHandoverTests(Servers servers)
{
    private const string Exchange = "offboarding.change-handover";

    private const string Holders =
        "SELECT string_agg(concat(k.place, ': ', k.items), ', ' ORDER BY k.place) FROM (SELECT coalesce(array_position(@agents, c.assignee_id)::text, CASE WHEN c.assignee_id IS NULL THEN 'nobody' ELSE 'leaver' END) AS place, count(*) AS items FROM workspace.conversations c GROUP BY 1) k";

    [Fact]
    public async Task A_plan_that_is_changed_before_the_last_day_is_the_one_that_is_carried_out()
    {
        await using Stage stage = await Stage.SetAsync(servers);
        TestWorkspace workspace = await stage.WorkspaceAsync(w => w.WithConversations(open: 6));
        await stage.Database.ExecuteAsync("UPDATE workspace.workspaces SET policies = '{\"requireCompleteHandover\": true}'");
        Departure departure = new Departure(workspace) { LastDay = $"{DateTimeOffset.UtcNow.AddDays(30):O}" }.Handing("one-colleague", workspace.Agents[0]);
        await stage.Hr.SendAsync(departure);
        Guid id = (await stage.Events.OneAsync("offboarding.scheduled")).OffboardingId;

        Wish wish = Change(workspace, id, To("one-colleague", (workspace.Agents[1], null)));
        (await stage.RefusalAsync(wish.Anew() with { RequestedBy = workspace.Agents[0] })).ShouldBe("not-permitted");
        (await stage.RefusalAsync(Change(workspace, id, To("one-colleague", (workspace.Leaver, null))))).ShouldBe("recipient-not-eligible");
        (await stage.RefusalAsync(Change(workspace, id, To("fixed", (workspace.Agents[1], 5))))).ShouldBe("handover-incomplete");
        (await stage.RefusalAsync(Change(workspace, Guid.NewGuid(), To("unassigned")))).ShouldBe("invalid-request");
        Heard changed = await stage.AskAsync(wish);
        (changed.Name, changed["kinds"]!.ToJsonString()).ShouldBe(("offboarding.handover-changed", """[{"kind":"conversations","moved":0}]"""));
        (await stage.AskAsync(wish)).Message.ToJsonString().ShouldBe(changed.Message.ToJsonString(), "the same command gets the same answer");

        await stage.Database.ExecuteAsync("UPDATE offboarding.cases SET due_at = now() - interval '1 s', nudged_at = now() - interval '1 day'");
        await stage.Events.OneAsync("offboarding.completed");
        (await HoldersAsync(stage, workspace)).ShouldBe("2: 6");
        (await stage.Database.ReadAsync<string>(
            """
            SELECT concat_ws(' ', actor, details #>> '{kinds,conversations,before,recipients,0,userId}', details #>> '{kinds,conversations,after,recipients,0,userId}', details ->> 'comment')
            FROM offboarding.audit WHERE action = 'handover-changed'
            """)).ShouldBe($"{workspace.Admin} {workspace.Agents[0]} {workspace.Agents[1]} they leave too");
        (await stage.RefusalAsync(wish.Anew())).ShouldBe("conflicting-request");
    }

    [Fact]
    public async Task A_case_whose_recipient_left_in_the_middle_goes_on_to_others_and_amounts_begin_anew_with_what_is_left()
    {
        await using Stage stage = await Stage.SetAsync(servers, ("Steps:BatchSize", "10"));
        TestWorkspace workspace = await stage.WorkspaceAsync(w => w.WithConversations(open: 200));
        Guid id = await PausedAfterTenAsync(stage, workspace, new Departure(workspace).Handing("round-robin", workspace.Agents[0]));
        await stage.CompleteAsync(new Departure(workspace) { User = workspace.Agents[0] });
        await stage.AskAsync(Operator("offboarding.resume-offboarding", workspace, id));
        await stage.BecomesAsync(id, "needs-attention");

        (await stage.RefusalAsync(Change(workspace, id, To("one-colleague", (workspace.Agents[0], null))))).ShouldBe("recipient-inactive");
        JsonObject plan = To("fixed", (workspace.Agents[1], 100), (workspace.Agents[2], 50));
        plan["leftover"] = "unassigned";
        Heard changed = await stage.AskAsync(Change(workspace, id, plan));
        changed["kinds"]!.ToJsonString().ShouldBe("""[{"kind":"conversations","moved":10}]""");

        Heard completed = await stage.Events.OneAsync("offboarding.completed", e => e.OffboardingId == id);
        completed.RequestId.ShouldBe(changed.RequestId);
        (await HoldersAsync(stage, workspace)).ShouldBe("1: 10, 2: 100, 3: 50, nobody: 40");
        (await Ledger.DifferencesAsync(stage.Database, id)).ShouldBe(0);
        (await stage.Events.OneAsync("offboarding.work-reassigned", e => e.OffboardingId == id)).Number("moved").ShouldBe(200);
    }

    [Fact]
    public async Task A_plan_that_is_changed_while_a_batch_ends_is_for_what_that_batch_leaves()
    {
        await using Stage stage = await Stage.SetAsync(servers, ("Steps:BatchSize", "10"));
        TestWorkspace workspace = await stage.WorkspaceAsync(w => w.WithConversations(open: 60));
        (Guid id, Blocker held) = await StartedAsync(stage, workspace, new Departure(workspace).Handing("least-loaded", workspace.Agents[0], workspace.Agents[1]));
        await using Blocker blocker = held;
        await stage.AskAsync(Operator("offboarding.pause-offboarding", workspace, id));

        // Whoever has least is counted anew: with the counts of before the first two would get more than the third.
        Task<Heard> changing = stage.AskAsync(Change(
            workspace, id, To("least-loaded", (workspace.Agents[0], null), (workspace.Agents[1], null), (workspace.Agents[2], null))));
        await Eventually.TrueAsync(
            () => stage.Database.ReadAsync<bool>(
                "SELECT count(*) >= 2 FROM pg_stat_activity WHERE datname = current_database() AND cardinality(pg_blocking_pids(pid)) > 0"),
            "the batch and the change to wait");
        await held.ReleaseAsync();
        (await changing)["kinds"]!.ToJsonString().ShouldBe("""[{"kind":"conversations","moved":10}]""");
        (await stage.StateAsync(id)).ShouldBe("paused");
        (await stage.Database.ReadAsync<string>("SELECT concat_ws(' ', status, done, total) FROM offboarding.steps WHERE name = 'reassign-conversations'"))
            .ShouldBe("waiting 10 60");

        await stage.AskAsync(Operator("offboarding.resume-offboarding", workspace, id));
        await stage.BecomesAsync(id, "completed");
        (await HoldersAsync(stage, workspace)).ShouldBe("1: 20, 2: 20, 3: 20");
        (await Ledger.DifferencesAsync(stage.Database, id)).ShouldBe(0);
    }

    [Fact]
    public async Task What_runs_is_refused_and_a_kind_that_was_forgotten_is_handed_over_beside_it()
    {
        await using Stage stage = await Stage.SetAsync(servers, ("Steps:BatchSize", "10"));
        TestWorkspace workspace = await stage.WorkspaceAsync(w => w.WithConversations(open: 20));
        await stage.Database.ExecuteAsync(
            "INSERT INTO workspace.tasks (workspace_id, assignee_id, title) SELECT @workspace, @leaver, 't' || n FROM generate_series(1, 6) n",
            ("workspace", workspace.Id), ("leaver", workspace.Leaver));
        (Guid id, Blocker held) = await StartedAsync(stage, workspace, new Departure(workspace).Handing("one-colleague", workspace.Agents[0]));
        await using Blocker blocker = held;

        Heard refused = await stage.AskAsync(Change(workspace, id, To("unassigned")));
        (refused.Text("code"), refused["errors"]!.AsArray().Single()!["path"]!.GetValue<string>()).ShouldBe(("conflicting-request", "handover.conversations"));
        refused.Text("help").ShouldContain("Pause the case first");

        var tasks = new JsonObject { ["tasks"] = To("round-robin", (workspace.Agents[1], null), (workspace.Agents[2], null)) };
        (await stage.AskAsync(new Wish(Exchange, workspace).With("offboardingId", id).With("handover", tasks))).Name.ShouldBe("offboarding.handover-changed");
        await stage.StepBecomesAsync(id, "reassign-tasks", "done");
        await held.ReleaseAsync();
        await stage.BecomesAsync(id, "completed");
        (await stage.Database.ReadAsync<long>("SELECT count(*) FROM workspace.tasks WHERE assignee_id IN (@one, @other)", ("one", workspace.Agents[1]), ("other", workspace.Agents[2])))
            .ShouldBe(6);
        (await HoldersAsync(stage, workspace)).ShouldBe("1: 20");
    }

    [Fact]
    public async Task A_reassign_of_somebody_who_stays_moves_what_there_is_when_its_plan_is_changed()
    {
        await using Stage stage = await Stage.SetAsync(servers, ("Steps:BatchSize", "10"));
        TestWorkspace workspace = await stage.WorkspaceAsync(w => w.WithConversations(open: 40));
        Blocker held = await Blocker.HoldAsync(stage.Database, "SELECT 1 FROM workspace.conversations FOR UPDATE");
        await using Blocker blocker = held;
        await stage.Hr.SendAsync(Reassign.Exchange, new Reassign(workspace).Handing("conversations", "one-colleague", workspace.Agents[0]).ToJson());
        Guid id = (await stage.Events.OneAsync("offboarding.reassignment-started")).OffboardingId;
        await held.IsInTheWayAsync(stage.Database);
        await stage.AskAsync(Operator("offboarding.pause-offboarding", workspace, id));
        await held.ReleaseAsync();
        await BatchEndsAsync(stage);
        await stage.Database.ExecuteAsync(
            "INSERT INTO workspace.conversations (workspace_id, id, assignee_id, subject) OVERRIDING SYSTEM VALUE SELECT @workspace, n, @leaver, 'came later' FROM generate_series(1001, 1005) n",
            ("workspace", workspace.Id), ("leaver", workspace.Leaver));

        await stage.AskAsync(Change(workspace, id, To("one-colleague", (workspace.Agents[1], null))));
        await stage.AskAsync(Operator("offboarding.resume-offboarding", workspace, id));
        await stage.Events.OneAsync("offboarding.reassignment-completed");
        (await HoldersAsync(stage, workspace)).ShouldBe("1: 10, 2: 35");
    }

    private static async Task<Guid> PausedAfterTenAsync(Stage stage, TestWorkspace workspace, Departure departure)
    {
        (Guid id, Blocker held) = await StartedAsync(stage, workspace, departure);
        await using Blocker blocker = held;
        await stage.AskAsync(Operator("offboarding.pause-offboarding", workspace, id));
        await held.ReleaseAsync();
        await BatchEndsAsync(stage);
        return id;
    }

    private static Task BatchEndsAsync(Stage stage) => Eventually.TrueAsync(
        () => stage.Database.ReadAsync<bool>("SELECT done = 10 FROM offboarding.steps WHERE name = 'reassign-conversations'"), "the batch that was running to end");

    /// <summary>A handover that waits for conversations somebody holds.</summary>
    private static async Task<(Guid Id, Blocker Held)> StartedAsync(Stage stage, TestWorkspace workspace, Departure departure)
    {
        Blocker held = await Blocker.HoldAsync(stage.Database, "SELECT 1 FROM workspace.conversations FOR UPDATE");
        await stage.Hr.SendAsync(departure);
        Guid id = await stage.CaseAsync(departure);
        await stage.BecomesAsync(id, "handing-over");
        await held.IsInTheWayAsync(stage.Database);
        return (id, held);
    }

    private static Wish Change(TestWorkspace workspace, Guid id, JsonObject conversations) => new Wish(Exchange, workspace)
        .With("offboardingId", id).With("handover", new JsonObject { ["conversations"] = conversations }).With("comment", "they leave too");

    private static Wish Operator(string exchange, TestWorkspace workspace, Guid id) => new Wish(exchange, workspace) { Operator = "ops.anna" }.With("offboardingId", id);

    private static JsonObject To(string strategy, params (Guid User, int? Amount)[] recipients) => new()
    {
        ["strategy"] = strategy,
        ["recipients"] = new JsonArray([.. recipients.Select(r =>
            r.Amount is { } amount ? new JsonObject { ["userId"] = r.User, ["amount"] = amount } : new JsonObject { ["userId"] = r.User })]),
    };

    /// <summary>How many conversations each agent has, by their number from 1; "nobody", "leaver".</summary>
    private static Task<string> HoldersAsync(Stage stage, TestWorkspace workspace) => stage.Database.ReadAsync<string>(Holders, ("agents", workspace.Agents.ToArray()));
}
