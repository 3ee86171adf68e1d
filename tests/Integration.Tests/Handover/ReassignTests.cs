using System.Text.Json.Nodes;

namespace Offboarding.Integration.Tests.Handover;

/// <summary>Work changes hands without a departure: before it, after it, or for somebody who stays (D5, D11).</summary>
public sealed class ReassignTests(Servers servers)
{
    [Fact]
    public async Task D11_what_is_stuck_with_somebody_who_left_long_ago_is_moved_in_bulk()
    {
        await using TestSystem system = await TestSystem.SetAsync(servers, ("Steps:BatchSize", "4"));
        TestWorkspace workspace = await system.WorkspaceAsync(w => w.WithConversations(open: 6, snoozed: 2, callbacks: 2, closed: 3));
        await system.CompleteAsync(new Departure(workspace));
        (await HeldAsync(system, workspace.Leaver)).ShouldBe(10, "D4: nobody said who gets it");

        var reassign = new Reassign(workspace).Handing("conversations", "round-robin", workspace.Agents[0], workspace.Agents[1]);
        await system.Hr.SendAsync(Reassign.Exchange, reassign.ToJson());

        ReceivedEvent completed = await system.Events.OneAsync("offboarding.reassignment-completed", e => e.RequestId == reassign.RequestId);
        completed["steps"]!.AsArray().ShouldHaveSingleItem()!["done"]!.GetValue<long>().ShouldBe(10);
        (await HeldAsync(system, workspace.Leaver)).ShouldBe(0);
        (await HeldAsync(system, workspace.Agents[0])).ShouldBe(5);
        system.Events.Of("offboarding.reassignment-started", e => e.RequestId == reassign.RequestId).ShouldHaveSingleItem();
        system.Events.Of("offboarding.started", e => e.RequestId == reassign.RequestId).ShouldBeEmpty("nobody leaves");
        (await Ledger.DifferencesAsync(system.Database, completed.OffboardingId)).ShouldBe(0);
    }

    [Fact]
    public async Task D5_somebody_who_stays_keeps_access_seat_and_what_the_filter_leaves_out()
    {
        await using TestSystem system = await TestSystem.SetAsync(servers, ("Steps:BatchSize", "3"));
        TestWorkspace workspace = await system.WorkspaceAsync(w => w.WithConversations(open: 8, snoozed: 4, callbacks: 3));
        await system.Database.ExecuteAsync("UPDATE workspace.conversations SET updated_at = '2026-01-01Z' WHERE id IN (1, 2, 3, 9, 10, 13)");

        var reassign = new Reassign(workspace)
        {
            Filter = new JsonObject
            {
                ["conversationStatuses"] = new JsonArray("open", "snoozed"),
                ["updatedBefore"] = "2026-02-01T00:00:00+01:00",
            },
        }.Handing("conversations", "one-colleague", workspace.Agents[0]);
        await system.Hr.SendAsync(Reassign.Exchange, reassign.ToJson());

        ReceivedEvent completed = await system.Events.OneAsync("offboarding.reassignment-completed");
        (await system.Database.ReadAsync<string>(
            "SELECT string_agg(id::text, ' ' ORDER BY id) FROM workspace.conversations WHERE assignee_id = @agent", ("agent", workspace.Agents[0])))
            .ShouldBe("1 2 3 9 10");
        (await system.Database.ReadAsync<string>("SELECT total || ' ' || done FROM offboarding.steps WHERE case_id = @case", ("case", completed.OffboardingId)))
            .ShouldBe("5 5");
        (await system.Database.ReadAsync<string>(
            "SELECT status || ' ' || (sign_in_closed_at IS NULL) || ' ' || (successor_id IS NULL) FROM workspace.users WHERE id = @user", ("user", workspace.Leaver)))
            .ShouldBe("active true true");
        (await system.Database.ReadAsync<long>("SELECT count(*) FROM workspace.sessions WHERE ended_at IS NULL")).ShouldBe(2);
        (await system.Events.AtLeastAsync(1, "offboarding.work-reassigned")).ShouldHaveSingleItem().Number("kept").ShouldBe(10);
    }

    /// <summary>One statement counts 100,000 items; those that the filter means are behind them, and so is the end of what is kept.</summary>
    [Fact]
    public async Task Somebody_with_more_items_than_one_statement_counts_is_counted_to_the_end()
    {
        await using TestSystem system = await TestSystem.SetAsync(servers);
        TestWorkspace workspace = await system.WorkspaceAsync(w => w.WithConversations(open: 100_005, snoozed: 3));
        var reassign = new Reassign(workspace) { Filter = new JsonObject { ["conversationStatuses"] = new JsonArray("snoozed") } }
            .Handing("conversations", "one-colleague", workspace.Agents[0]);

        await system.Hr.SendAsync(Reassign.Exchange, reassign.ToJson());

        ReceivedEvent completed = await system.Events.OneAsync("offboarding.reassignment-completed");
        (await system.Database.ReadAsync<string>("SELECT total || ' ' || done FROM offboarding.steps WHERE case_id = @case", ("case", completed.OffboardingId)))
            .ShouldBe("3 3");
        (await system.Events.AtLeastAsync(1, "offboarding.work-reassigned")).ShouldHaveSingleItem().Number("kept").ShouldBe(100_005);
    }

    [Fact]
    public async Task A_reassign_of_somebody_who_gets_new_work_all_the_time_ends()
    {
        await using TestSystem system = await TestSystem.SetAsync(servers, ("Steps:BatchSize", "2"));
        TestWorkspace workspace = await system.WorkspaceAsync(w => w.WithConversations(open: 20));
        // Whatever leaves the one who stays is followed by something new.
        await system.Database.ExecuteAsync(
            $"""
            CREATE FUNCTION more() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
                INSERT INTO workspace.conversations (workspace_id, id, assignee_id, subject) VALUES (NEW.workspace_id, NEW.id + 1000, '{workspace.Leaver}', 'new');
                RETURN NULL;
            END $$;
            CREATE TRIGGER more AFTER UPDATE ON workspace.conversations FOR EACH ROW EXECUTE FUNCTION more()
            """);

        await system.Hr.SendAsync(Reassign.Exchange, new Reassign(workspace).Handing("conversations", "one-colleague", workspace.Agents[0]).ToJson());

        await system.Events.OneAsync("offboarding.reassignment-completed");
        (await HeldAsync(system, workspace.Agents[0])).ShouldBe(20);
        (await HeldAsync(system, workspace.Leaver)).ShouldBe(20, "what came later is theirs");
    }

    [Fact]
    public async Task Who_may_not_ask_or_receive_is_refused_and_the_same_request_gets_the_same_answer()
    {
        await using TestSystem system = await TestSystem.SetAsync(servers);
        TestWorkspace workspace = await system.WorkspaceAsync(w => w.WithConversations(open: 2));
        Reassign good = new Reassign(workspace).Handing("conversations", "one-colleague", workspace.Agents[0]);

        (await RefusalAsync(system, good with { RequestId = Guid.NewGuid(), RequestedBy = workspace.Agents[1] })).ShouldBe("not-permitted");
        (await RefusalAsync(system, good with { RequestId = Guid.NewGuid(), User = Guid.NewGuid() })).ShouldBe("unknown-user");
        (await RefusalAsync(system, new Reassign(workspace).Handing("leads", "one-colleague", workspace.Agents[1]))).ShouldBe("recipient-not-eligible");
        (await RefusalAsync(system, new Reassign(workspace).Handing("tasks", "one-colleague", workspace.Leaver))).ShouldBe("recipient-not-eligible");
        (await RefusalAsync(system, new Reassign(workspace).Handing("tasks", "keep"))).ShouldBe("invalid-request");
        (await HeldAsync(system, workspace.Leaver)).ShouldBe(2, "nothing happened before a refusal");

        await system.Hr.SendAsync(Reassign.Exchange, good.ToJson());
        ReceivedEvent completed = await system.Events.OneAsync("offboarding.reassignment-completed");
        await system.Hr.SendAsync(Reassign.Exchange, good.ToJson());
        IReadOnlyList<ReceivedEvent> both = await system.Events.AtLeastAsync(2, "offboarding.reassignment-completed");
        both.ShouldAllBe(e => e.EventId == completed.EventId);
        system.Events.Of("offboarding.reassignment-started").Select(e => e.EventId).Distinct().ShouldHaveSingleItem();

        await system.Hr.SendAsync(new Departure(workspace) { RequestId = good.RequestId });
        (await system.Events.OneAsync("offboarding.refused", e => e.RequestId == good.RequestId)).Text("code").ShouldBe("conflicting-request");
    }

    [Fact]
    public async Task Lockout_first_a_departure_does_not_wait_for_a_reassign_but_a_reassign_is_refused_while_a_departure_runs()
    {
        await using TestSystem system = await TestSystem.SetAsync(servers, ("Steps:BatchSize", "2"), ("Steps:MaxAttempts", "1"));
        TestWorkspace workspace = await system.WorkspaceAsync(w => w.WithConversations(open: 6));
        await using (Blocker somebody = await Blocker.HoldAsync(system.Database, "UPDATE workspace.conversations SET subject = 'edited' WHERE id = 3"))
        {
            Reassign reassign = new Reassign(workspace).Handing("conversations", "one-colleague", workspace.Agents[0]);
            await system.Hr.SendAsync(Reassign.Exchange, reassign.ToJson());
            await somebody.IsInTheWayAsync(system.Database);

            Departure departure = new Departure(workspace).Handing("one-colleague", workspace.Agents[1]);
            await system.Hr.SendAsync(departure);
            await system.Events.OneAsync("offboarding.sessions-revoked", e => e.RequestId == departure.RequestId);

            (await RefusalAsync(system, reassign with { RequestId = Guid.NewGuid() })).ShouldBe("conflicting-request");
            await somebody.ReleaseAsync();
            await system.Events.OneAsync("offboarding.completed", e => e.RequestId == departure.RequestId);
            await system.Events.OneAsync("offboarding.reassignment-completed", e => e.RequestId == reassign.RequestId);
        }

        (await HeldAsync(system, workspace.Leaver)).ShouldBe(0);
        (await system.Database.ReadAsync<long>("SELECT sum(cardinality(item_ids)) FROM offboarding.handover")).ShouldBe(6, "each item moved once");
    }

    private static async Task<string> RefusalAsync(TestSystem system, Reassign reassign)
    {
        await system.Hr.SendAsync(Reassign.Exchange, reassign.ToJson());
        return (await system.Events.OneAsync("offboarding.refused", e => e.RequestId == reassign.RequestId)).Text("code");
    }

    private static Task<long> HeldAsync(TestSystem system, Guid user) => system.Database.ReadAsync<long>(
        "SELECT count(*) FROM workspace.conversations WHERE assignee_id = @user AND status <> 'closed'", ("user", user));
}
