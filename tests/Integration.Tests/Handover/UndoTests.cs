using System.Text.Json.Nodes;

namespace Offboarding.Integration.Tests.Handover;

/// <summary>A handover is reversed, item by item, for what nobody has touched since; the rest is listed (F4).</summary>
public sealed class UndoTests(Servers servers)
{
    private const string Picture =
        "SELECT string_agg(concat_ws(' ', id, assignee_id, status, due_at), '|' ORDER BY id) FROM workspace.conversations";

    [Fact]
    public async Task F4_what_nobody_has_touched_comes_back_as_it_was_in_batches_of_any_size()
    {
        await using TestSystem system = await TestSystem.SetAsync(servers, ("Steps:BatchSize", "7"));
        TestWorkspace workspace = await system.WorkspaceAsync(w => w.WithConversations(open: 60, snoozed: 20, callbacks: 10, followUps: 5, closed: 5));
        string before = await system.Database.ReadAsync<string>(Picture);
        Guid departure = await system.CompleteAsync(new Departure(workspace)
            .Handing("round-robin", workspace.Agents[0], workspace.Agents[1], workspace.Agents[2]).With("snoozed", "wake"));
        (await system.Database.ReadAsync<string>(Picture)).ShouldNotBe(before);
        await ReturnAsync(system, workspace);

        ReceivedEvent undone = await UndoAsync(system, new Undo(workspace, departure));

        (await system.Database.ReadAsync<string>(Picture)).ShouldBe(before, "D5: what was woken sleeps again, with its time");
        undone["undoneOffboardingId"]!.GetValue<Guid>().ShouldBe(departure);
        undone["givesTo"]!.GetValue<Guid>().ShouldBe(workspace.Leaver);
        Summary(undone).ShouldBe("conversations 95 0/0/0/0");
        (await system.Database.ReadAsync<string>(
            "SELECT total || ' ' || done FROM offboarding.steps WHERE case_id = @case", ("case", undone.OffboardingId))).ShouldBe("95 95");
        (await Ledger.DifferencesAsync(system.Database, undone.OffboardingId)).ShouldBe(0, "the ledger of the undo says where all are");
    }

    [Fact]
    public async Task F4_what_somebody_has_touched_stays_and_is_listed_with_the_reason()
    {
        await using TestSystem system = await TestSystem.SetAsync(servers, ("Steps:BatchSize", "4"));
        TestWorkspace workspace = await system.WorkspaceAsync(w => w.WithConversations(open: 10));
        Guid departure = await system.CompleteAsync(new Departure(workspace).Handing("one-colleague", workspace.Agents[0]));
        await ReturnAsync(system, workspace);
        await system.Database.ExecuteAsync(
            """
            UPDATE workspace.conversations SET status = 'closed', updated_at = now() WHERE id IN (1, 2);
            UPDATE workspace.conversations SET assignee_id = @other, updated_at = now() WHERE id = 3;
            UPDATE workspace.conversations SET assignee_id = NULL, updated_at = now() WHERE id = 4;
            UPDATE workspace.conversations SET subject = 'answered', updated_at = now() WHERE id IN (5, 6, 7);
            DELETE FROM workspace.conversations WHERE id = 8;
            UPDATE workspace.conversations SET assignee_id = @leaver, updated_at = now() WHERE id = 9
            """,
            ("other", workspace.Agents[1]), ("leaver", workspace.Leaver));

        ReceivedEvent undone = await UndoAsync(system, new Undo(workspace, departure));

        Summary(undone).ShouldBe("conversations 1 2/2/3/1", "given back, closed, reassigned, edited, deleted; 9 is with the receiver anyway");
        (await system.Database.ReadAsync<string>(
            "SELECT string_agg(item_id || ' ' || reason, ', ' ORDER BY item_id) FROM dashboard.undo_leftovers WHERE case_id = @case", ("case", undone.OffboardingId)))
            .ShouldBe("1 closed, 2 closed, 3 reassigned, 4 reassigned, 5 edited, 6 edited, 7 edited, 8 deleted");
        (await system.Database.ReadAsync<string>(
            "SELECT string_agg(id::text, ' ' ORDER BY id) FROM workspace.conversations WHERE assignee_id = @leaver", ("leaver", workspace.Leaver))).ShouldBe("9 10");
    }

    [Fact]
    public async Task F4_every_kind_comes_back_also_what_went_to_nobody_and_also_to_somebody_else()
    {
        await using TestSystem system = await TestSystem.SetAsync(servers);
        TestWorkspace workspace = await system.WorkspaceAsync(w => w.WithConversations(open: 3));
        await system.Database.ExecuteAsync(
            """
            INSERT INTO workspace.contacts (workspace_id, assignee_id, name) SELECT @workspace, @leaver, 'c' || n FROM generate_series(1, 4) n;
            INSERT INTO workspace.leads (workspace_id, assignee_id, title) SELECT @workspace, @leaver, 'l' || n FROM generate_series(1, 5) n;
            INSERT INTO workspace.tasks (workspace_id, assignee_id, title) SELECT @workspace, @leaver, 't' || n FROM generate_series(1, 6) n
            """,
            ("workspace", workspace.Id), ("leaver", workspace.Leaver));
        var departure = new Departure(workspace);
        JsonObject request = departure.ToJson();
        request["handover"] = new Reassign(workspace).Handing("conversations", "unassigned").Handing("contacts", "one-colleague", workspace.Agents[1])
            .Handing("leads", "one-colleague", workspace.Agents[0]).Handing("tasks", "round-robin", workspace.Agents[1], workspace.Agents[2]).Plan;
        await system.Hr.SendAsync(HrSystem.Deactivate, request);
        Guid caseId = (await system.Events.OneAsync("offboarding.completed")).OffboardingId;
        // Both times are the now() of one transaction, for every kind: this is what "untouched" is told by.
        (await system.Database.ReadAsync<long>(
            """
            SELECT count(*) FROM offboarding.handover h CROSS JOIN LATERAL unnest(h.item_ids) i (id)
            JOIN (SELECT 'conversations' AS kind, id, updated_at FROM workspace.conversations UNION ALL SELECT 'contacts', id, updated_at FROM workspace.contacts
                  UNION ALL SELECT 'leads', id, updated_at FROM workspace.leads UNION ALL SELECT 'tasks', id, updated_at FROM workspace.tasks) w
                ON w.kind = h.kind AND w.id = i.id AND w.updated_at = h.moved_at
            """)).ShouldBe(3 + 4 + 5 + 6);

        (await RefusalAsync(system, new Undo(workspace, caseId))).ShouldBe("recipient-inactive", "the leaver is not back");
        (await RefusalAsync(system, new Undo(workspace, caseId) { GiveTo = workspace.Agents[1] })).ShouldBe("recipient-not-eligible", "C7");
        ReceivedEvent undone = await UndoAsync(system, new Undo(workspace, caseId) { GiveTo = workspace.Agents[0] });

        // One lead recipient was the receiver already: giving it back is no change of hands, and no leftover.
        Summary(undone).ShouldBe("contacts 4 0/0/0/0, conversations 3 0/0/0/0, leads 5 0/0/0/0, tasks 6 0/0/0/0");
        foreach (string table in new[] { "conversations", "contacts", "leads", "tasks" })
        {
            (await system.Database.ReadAsync<bool>($"SELECT bool_and(assignee_id = @agent) FROM workspace.{table}", ("agent", workspace.Agents[0]))).ShouldBeTrue(table);
        }
    }

    [Fact]
    public async Task A_reassign_can_be_undone_too_once()
    {
        await using TestSystem system = await TestSystem.SetAsync(servers);
        TestWorkspace workspace = await system.WorkspaceAsync(w => w.WithConversations(open: 5));
        await system.Hr.SendAsync(Reassign.Exchange, new Reassign(workspace).Handing("conversations", "one-colleague", workspace.Agents[0]).ToJson());
        Guid reassign = (await system.Events.OneAsync("offboarding.reassignment-completed")).OffboardingId;

        var undo = new Undo(workspace, reassign);
        ReceivedEvent undone = await UndoAsync(system, undo);

        Summary(undone).ShouldBe("conversations 5 0/0/0/0");
        (await RefusalAsync(system, new Undo(workspace, reassign))).ShouldBe("conflicting-request");
        (await RefusalAsync(system, new Undo(workspace, undone.OffboardingId))).ShouldBe("invalid-request", "an undo is not undone");
        (await RefusalAsync(system, new Undo(workspace, Guid.NewGuid()))).ShouldBe("invalid-request");
        (await RefusalAsync(system, new Undo(workspace, reassign) { RequestedBy = workspace.Agents[1] })).ShouldBe("not-permitted");
        await system.Hr.SendAsync(Undo.Exchange, undo.ToJson());
        (await system.Events.AtLeastAsync(2, "offboarding.undo-completed")).ShouldAllBe(e => e.EventId == undone.EventId && Summary(e) == Summary(undone));
    }

    [Fact]
    public async Task While_a_handover_runs_it_cannot_be_undone_and_a_receiver_who_leaves_stops_the_undo()
    {
        await using TestSystem system = await TestSystem.SetAsync(servers, ("Steps:BatchSize", "1"));
        TestWorkspace workspace = await system.WorkspaceAsync(w => w.WithConversations(open: 4));
        Departure departure = new Departure(workspace).Handing("one-colleague", workspace.Agents[0]);
        await FailingTable.MakeAsync(system.Database, "not now");
        Guid caseId = await system.OpenAsync(departure);
        await system.BecomesAsync(caseId, "needs-attention");
        (await RefusalAsync(system, new Undo(workspace, caseId) { GiveTo = workspace.Agents[1] })).ShouldBe("conflicting-request");
        await FailingTable.EndAsync(system.Database);
        await system.Hr.RetryAsync(caseId, "reassign-conversations");
        await system.BecomesAsync(caseId, "completed");

        await FailingTable.MakeAsync(system.Database, "not now");
        var undo = new Undo(workspace, caseId) { GiveTo = workspace.Agents[1] };
        await system.Hr.SendAsync(Undo.Exchange, undo.ToJson());
        Guid undoCase = await system.CaseAsync(undo.RequestId);
        await system.BecomesAsync(undoCase, "needs-attention");
        (await RefusalAsync(system, new Undo(workspace, caseId) { GiveTo = workspace.Agents[1] })).ShouldBe("conflicting-request");
        await system.CompleteAsync(new Departure(workspace) { User = workspace.Agents[1] });
        await FailingTable.EndAsync(system.Database);
        await system.Hr.RetryAsync(undoCase, "undo-conversations");
        await Eventually.TrueAsync(
            async () => await system.Database.ReadAsync<bool>(
                "SELECT EXISTS (SELECT FROM offboarding.step_attempts WHERE case_id = @case AND error_type = 'StepCannotGoOnException')", ("case", undoCase)),
            "the undo to stop");

        await system.Database.ExecuteAsync("UPDATE workspace.users SET status = 'active', sign_in_closed_at = NULL WHERE id = @agent", ("agent", workspace.Agents[1]));
        await system.StepBecomesAsync(undoCase, "undo-conversations", "failed");
        await system.Hr.RetryAsync(undoCase, "undo-conversations");
        Summary(await system.Events.OneAsync("offboarding.undo-completed")).ShouldBe("conversations 4 0/0/0/0");
    }

    [Fact]
    public async Task F4_what_moved_before_the_plan_was_changed_to_keep_comes_back_too()
    {
        await using TestSystem system = await TestSystem.SetAsync(servers, ("Steps:BatchSize", "4"));
        TestWorkspace workspace = await system.WorkspaceAsync(w => w.WithConversations(open: 10));
        await FailingTable.MakeAsync(system.Database, "not now", "NEW.id > 4");
        Guid caseId = await system.OpenAsync(new Departure(workspace).Handing("one-colleague", workspace.Agents[0]));
        await system.BecomesAsync(caseId, "needs-attention");
        await FailingTable.EndAsync(system.Database);
        await system.AskAsync(new TestCommand("offboarding.change-handover", workspace).With("offboardingId", caseId)
            .With("handover", new JsonObject { ["conversations"] = Departure.Allocation("keep") }));
        await system.BecomesAsync(caseId, "completed");
        await ReturnAsync(system, workspace);

        Summary(await UndoAsync(system, new Undo(workspace, caseId))).ShouldBe("conversations 4 0/0/0/0");

        (await system.Database.ReadAsync<long>("SELECT count(*) FROM workspace.conversations WHERE assignee_id = @leaver", ("leaver", workspace.Leaver))).ShouldBe(10);
    }

    [Fact]
    public async Task F4_an_undo_that_waits_for_the_recipients_own_departure_takes_the_items_from_where_that_put_them()
    {
        await using TestSystem system = await TestSystem.SetAsync(servers);
        TestWorkspace workspace = await system.WorkspaceAsync(w => w.WithConversations(open: 20));
        Guid caseId = await system.CompleteAsync(new Departure(workspace).Handing("one-colleague", workspace.Agents[0]));
        await ReturnAsync(system, workspace);
        // The departure of who got them has moved them on, and commits as soon as somebody waits for that.
        await system.Database.ExecuteAsync(
            $$"""
            CREATE FUNCTION linger() RETURNS trigger LANGUAGE plpgsql AS $linger$
            BEGIN
                WHILE NOT EXISTS (SELECT FROM pg_stat_activity WHERE datname = current_database() AND pg_backend_pid() = ANY(pg_blocking_pids(pid))) LOOP
                    PERFORM pg_sleep(0.002);
                    PERFORM pg_stat_clear_snapshot();
                END LOOP;
                RETURN NULL;
            END $linger$;
            CREATE TRIGGER linger AFTER INSERT ON offboarding.handover FOR EACH ROW WHEN (NEW.recipient_id = '{{workspace.Agents[1]}}') EXECUTE FUNCTION linger()
            """);
        Guid own = await system.OpenAsync(new Departure(workspace) { User = workspace.Agents[0] }.Handing("one-colleague", workspace.Agents[1]));
        await Eventually.TrueAsync(
            () => system.Database.ReadAsync<bool>("SELECT EXISTS (SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event = 'PgSleep')"),
            "the batch of the other departure to be about to commit");

        ReceivedEvent undone = await UndoAsync(system, new Undo(workspace, caseId));

        Summary(undone).ShouldBe("conversations 20 0/0/0/0");
        await system.BecomesAsync(own, "completed");
        (await system.Database.ReadAsync<long>("SELECT count(*) FROM workspace.conversations WHERE assignee_id = @leaver", ("leaver", workspace.Leaver))).ShouldBe(20);
        (await system.Database.ReadAsync<long>("SELECT count(*) FROM dashboard.undo_leftovers")).ShouldBe(0);
        (await Ledger.DifferencesAsync(system.Database, undone.OffboardingId)).ShouldBe(0);
    }

    private static async Task<ReceivedEvent> UndoAsync(TestSystem system, Undo undo)
    {
        await system.Hr.SendAsync(Undo.Exchange, undo.ToJson());
        return await system.Events.OneAsync("offboarding.undo-completed", e => e.RequestId == undo.RequestId);
    }

    private static async Task<string> RefusalAsync(TestSystem system, Undo undo)
    {
        await system.Hr.SendAsync(Undo.Exchange, undo.ToJson());
        return (await system.Events.OneAsync("offboarding.refused", e => e.RequestId == undo.RequestId)).Text("code");
    }

    private static Task ReturnAsync(TestSystem system, TestWorkspace workspace) => system.Database.ExecuteAsync(
        "UPDATE workspace.users SET status = 'active', sign_in_closed_at = NULL WHERE id = @leaver", ("leaver", workspace.Leaver));

    private static string Summary(ReceivedEvent undone) => string.Join(", ", undone["kinds"]!.AsArray().Select(k =>
        $"{k!["kind"]} {k["givenBack"]} {k["closed"]}/{k["reassigned"]}/{k["edited"]}/{k["deleted"]}"));
}
