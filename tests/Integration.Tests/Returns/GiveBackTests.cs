using System.Text.Json.Nodes;

namespace Offboarding.Integration.Tests.Returns;

/// <summary>
/// F2 and F4: a return "with the work" gives back what this absence moved and nobody has touched, through whatever hands the product's own
/// moves took it since, whoever asked for it has left or not, and in whatever order people return.
/// </summary>
public sealed class GiveBackTests(Servers servers, SharedSystem shared) : IClassFixture<SharedSystem>
{
    [Fact]
    public async Task F2_the_work_comes_back_although_who_asked_for_the_leave_has_left_since()
    {
        await using TestSystem system = await shared.SetAsync();
        TestWorkspace workspace = await system.WorkspaceAsync(w => w.WithConversations(open: 6));
        Guid leave = await LeaveAsync(system, Leave(workspace, workspace.Leaver, workspace.Agents[0]));
        await system.CompleteAsync(new Departure(workspace) { User = workspace.Admin, RequestedBy = workspace.Owner });

        ReceivedEvent undone = await ReturnAsync(system, leave);

        Summary(undone).ShouldBe("conversations 6 0/0/0/0/0");
        (await HoldersAsync(system)).ShouldBe($"{workspace.Leaver} 6");
        system.Events.Of("offboarding.refused").ShouldBeEmpty();
    }

    [Fact]
    public async Task F2_an_earlier_handover_that_was_left_with_the_colleagues_on_purpose_does_not_come_back_with_a_later_leave()
    {
        await using TestSystem system = await shared.SetAsync();
        TestWorkspace workspace = await system.WorkspaceAsync(w => w.WithConversations(open: 4));
        await system.CompleteAsync(new Departure(workspace).Handing("one-colleague", workspace.Agents[0]));
        await system.AskAsync(new TestCommand("offboarding.reactivate-user", workspace).With("userId", workspace.Leaver));
        Guid leave = await LeaveAsync(system, Leave(workspace, workspace.Leaver, null));

        await DueAsync(system, leave);

        ReceivedEvent back = (await system.Events.AtLeastAsync(2, "offboarding.user-reactivated"))[1];
        back["undoRequestId"].ShouldBeNull();
        (await HoldersAsync(system)).ShouldBe($"{workspace.Agents[0]} 4");
        system.Events.Of("offboarding.undo-started").ShouldBeEmpty();
    }

    [Fact]
    public async Task F2_an_absence_that_was_swept_up_by_a_second_request_and_a_reassignment_comes_back_as_a_whole()
    {
        await using TestSystem system = await TestSystem.SetAsync(servers, ("Steps:BatchSize", "2"));
        TestWorkspace workspace = await system.WorkspaceAsync(w => w.WithConversations(open: 5));
        await system.Database.ExecuteAsync(
            """
            INSERT INTO workspace.tasks (workspace_id, assignee_id, title) SELECT @workspace, @leaver, 't' FROM generate_series(1, 3);
            INSERT INTO workspace.contacts (workspace_id, assignee_id, name) SELECT @workspace, @leaver, 'c' FROM generate_series(1, 2)
            """,
            ("workspace", workspace.Id), ("leaver", workspace.Leaver));
        await LeaveAsync(system, Leave(workspace, workspace.Leaver, workspace.Agents[0]));
        JsonObject second = Leave(workspace, workspace.Leaver, null);
        second["handover"] = new Reassign(workspace).Handing("tasks", "one-colleague", workspace.Agents[1]).Plan;
        Guid leave = await LeaveAsync(system, second);
        await system.Hr.SendAsync(Reassign.Exchange, new Reassign(workspace).Handing("contacts", "one-colleague", workspace.Agents[2]).ToJson());
        await system.Events.OneAsync("offboarding.reassignment-completed");

        ReceivedEvent undone = await ReturnAsync(system, leave);

        Summary(undone).ShouldBe("contacts 2 0/0/0/0/0, conversations 5 0/0/0/0/0, tasks 3 0/0/0/0/0");
        undone["alsoUndone"]!.AsArray().Count.ShouldBe(2);
        (await HoldersAsync(system)).ShouldBe($"{workspace.Leaver} 5");
        (await system.Database.ReadAsync<long>("SELECT count(*) FROM dashboard.undone_cases")).ShouldBe(3);
        await system.Hr.SendAsync(Undo.Exchange, new Undo(workspace, undone["alsoUndone"]![0]!.GetValue<Guid>()).ToJson());
        (await system.Events.OneAsync("offboarding.refused")).Text("code").ShouldBe("conflicting-request", "each handover is undone once");
    }

    [Theory]
    [InlineData("stand-in first")]
    [InlineData("leaver first")]
    public async Task F4_what_a_stand_in_handed_on_in_turn_comes_back_in_any_order_of_returns(string order)
    {
        await using TestSystem system = await TestSystem.SetAsync(servers, ("Steps:BatchSize", "3"));
        TestWorkspace workspace = await system.WorkspaceAsync(w => w.WithConversations(open: 4, snoozed: 2));
        (Guid first, Guid second, Guid third) = (workspace.Leaver, workspace.Agents[0], workspace.Agents[1]);
        await system.Database.ExecuteAsync(
            """
            UPDATE workspace.conversations SET due_at = now() + interval '2 days' WHERE status = 'snoozed';
            INSERT INTO workspace.conversations (workspace_id, id, assignee_id, subject) SELECT @workspace, 100 + n, @second, 'own' FROM generate_series(1, 2) n
            """,
            ("workspace", workspace.Id), ("second", second));
        Guid leaveOfFirst = await LeaveAsync(system, Leave(workspace, first, second));
        await system.Database.ExecuteAsync("UPDATE workspace.conversations SET subject = 'answered', updated_at = now() WHERE id = 1");
        JsonObject chain = Leave(workspace, second, third);
        chain["handover"]!["conversations"]!["snoozed"] = "wake";
        Guid leaveOfSecond = await LeaveAsync(system, chain);
        (await HoldersAsync(system)).ShouldBe($"{third} 8");

        if (order == "stand-in first")
        {
            Summary(await ReturnAsync(system, leaveOfSecond)).ShouldBe("conversations 8 0/0/0/0/0");
            (await HoldersAsync(system)).ShouldBe($"{second} 8");
            Summary(await ReturnAsync(system, leaveOfFirst)).ShouldBe("conversations 5 0/0/0/1/0", "what the stand-in answered stays with the stand-in");
        }
        else
        {
            Summary(await ReturnAsync(system, leaveOfFirst)).ShouldBe("conversations 5 0/0/0/1/0", "the stand-in answered one, and only we moved it on");
            Summary(await ReturnAsync(system, leaveOfSecond)).ShouldBe("conversations 3 0/5/0/0/0", "what is back with its owner is not taken away again");
        }

        (await system.Database.ReadAsync<string>("SELECT string_agg(id || ' ' || status, ', ' ORDER BY id) FROM workspace.conversations WHERE assignee_id = @first", ("first", first)))
            .ShouldBe("2 open, 3 open, 4 open, 5 snoozed, 6 snoozed", "what the second handover woke sleeps again");
        (await system.Database.ReadAsync<string>("SELECT string_agg(id::text, ' ' ORDER BY id) FROM workspace.conversations WHERE assignee_id = @second", ("second", second)))
            .ShouldBe("1 101 102");
    }

    [Fact]
    public async Task F4_a_chain_of_four_comes_back_from_the_last_one_and_what_an_edit_broke_stays_where_it_is()
    {
        await using TestSystem system = await shared.SetAsync();
        TestWorkspace workspace = await system.WorkspaceAsync(w => w.WithConversations(open: 3));
        await system.Database.ExecuteAsync("INSERT INTO workspace.leads (workspace_id, assignee_id, title) SELECT @workspace, @leaver, 'l' FROM generate_series(1, 2)",
            ("workspace", workspace.Id), ("leaver", workspace.Leaver));
        Guid leave = await LeaveAsync(system, Leave(workspace, workspace.Leaver, workspace.Agents[0]));
        await system.CompleteAsync(new Departure(workspace) { User = workspace.Agents[0] }.Handing("one-colleague", workspace.Agents[1]));
        await system.Database.ExecuteAsync("UPDATE workspace.conversations SET updated_at = now() WHERE id = 2");
        await system.Hr.SendAsync(Reassign.Exchange, new Reassign(workspace) { User = workspace.Agents[1] }.Handing("conversations", "one-colleague", workspace.Agents[2]).ToJson());
        await system.Events.OneAsync("offboarding.reassignment-completed");

        Summary(await ReturnAsync(system, leave)).ShouldBe("conversations 2 0/0/0/1/0");
        (await system.Database.ReadAsync<string>("SELECT string_agg(id::text, ' ' ORDER BY id) FROM workspace.conversations WHERE assignee_id = @leaver", ("leaver", workspace.Leaver)))
            .ShouldBe("1 3");
    }

    [Fact]
    public async Task F4_each_item_of_a_chain_that_stays_is_listed_with_what_became_of_it()
    {
        await using TestSystem system = await shared.SetAsync();
        TestWorkspace workspace = await system.WorkspaceAsync(w => w.WithConversations(open: 7));
        (Guid first, Guid second, Guid third, Guid other) = (workspace.Leaver, workspace.Agents[0], workspace.Agents[1], workspace.Agents[2]);
        Guid leaveOfFirst = await LeaveAsync(system, Leave(workspace, first, second));
        // 1 is edited by the stand-in.
        await system.Database.ExecuteAsync("UPDATE workspace.conversations SET updated_at = now() WHERE id = 1");
        Guid leaveOfSecond = await LeaveAsync(system, Leave(workspace, second, third));
        // 3 is edited where the second move put it, 5 is closed, 6 is given to a colleague by hand and handed on by us, 4 is given away last.
        await system.Database.ExecuteAsync(
            """
            UPDATE workspace.conversations SET subject = 'answered', updated_at = now() WHERE id = 3;
            UPDATE workspace.conversations SET assignee_id = @other, updated_at = now() WHERE id = 6;
            UPDATE workspace.conversations SET status = 'closed', updated_at = now() WHERE id = 5
            """,
            ("other", other));
        Reassign on = new Reassign(workspace) { User = other }.Handing("conversations", "one-colleague", workspace.Admin);
        await system.Hr.SendAsync(Reassign.Exchange, on.ToJson());
        await system.Events.OneAsync("offboarding.reassignment-completed", e => e.RequestId == on.RequestId);

        await system.Database.ExecuteAsync("UPDATE workspace.conversations SET assignee_id = @other, updated_at = now() WHERE id = 4", ("other", other));

        ReceivedEvent home = await ReturnAsync(system, leaveOfFirst);
        Summary(home).ShouldBe("conversations 2 1/0/2/2/0");
        (await ReasonsAsync(system, home)).ShouldBe("1 edited, 3 edited, 4 reassigned, 5 closed, 6 reassigned");
        // What is home leaves again, and the stand-in comes back: it went home by another way and is nobody else's to give.
        await LeaveAsync(system, Leave(workspace, first, other));
        ReceivedEvent back = await ReturnAsync(system, leaveOfSecond);
        (await ReasonsAsync(system, back)).ShouldBe("2 returned, 3 edited, 4 reassigned, 5 closed, 6 reassigned, 7 returned");
        Summary(back).ShouldBe("conversations 1 1/2/2/1/0");
    }

    [Fact]
    public async Task F4_a_conversation_whose_time_passed_meanwhile_is_given_back_open_and_one_that_still_sleeps_asleep()
    {
        await using TestSystem system = await shared.SetAsync();
        TestWorkspace workspace = await system.WorkspaceAsync(w => w.WithConversations(snoozed: 3));
        await system.Database.ExecuteAsync(
            "UPDATE workspace.conversations SET due_at = CASE id WHEN 1 THEN now() + interval '1 hour' WHEN 2 THEN now() + interval '9 days' END");
        JsonObject json = Leave(workspace, workspace.Leaver, workspace.Agents[0]);
        json["handover"]!["conversations"]!["snoozed"] = "wake";
        Guid leave = await LeaveAsync(system, json);
        await system.Database.ExecuteAsync("UPDATE workspace.conversations SET due_at = now() - interval '1 s' WHERE id = 1");

        Summary(await ReturnAsync(system, leave)).ShouldBe("conversations 3 0/0/0/0/0");

        (await system.Database.ReadAsync<string>("SELECT string_agg(id || ' ' || status, ', ' ORDER BY id) FROM workspace.conversations")).ShouldBe("1 open, 2 snoozed, 3 snoozed");
        (await system.Database.ReadAsync<long>("SELECT count(*) FROM workspace.conversations WHERE status = 'snoozed' AND due_at < now()")).ShouldBe(0);
    }

    [Fact]
    public async Task F2_a_return_during_a_reassignment_lets_the_person_in_at_once_and_gives_the_work_back_when_that_is_over()
    {
        await using TestSystem system = await shared.SetAsync();
        TestWorkspace workspace = await system.WorkspaceAsync(w => w.WithConversations(open: 2));
        await system.Database.ExecuteAsync("INSERT INTO workspace.tasks (workspace_id, assignee_id, title) SELECT @workspace, @leaver, 't' FROM generate_series(1, 3)",
            ("workspace", workspace.Id), ("leaver", workspace.Leaver));
        Guid leave = await LeaveAsync(system, Leave(workspace, workspace.Leaver, workspace.Agents[0]));
        await using (Blocker blocker = await Blocker.HoldAsync(system.Database, "SELECT 1 FROM workspace.tasks FOR UPDATE"))
        {
            await system.Hr.SendAsync(Reassign.Exchange, new Reassign(workspace).Handing("tasks", "one-colleague", workspace.Agents[1]).ToJson());
            await system.Events.OneAsync("offboarding.reassignment-started");
            await DueAsync(system, leave);
            await system.Events.OneAsync("offboarding.user-reactivated");
            (await system.UserStatusAsync(workspace.Leaver)).ShouldBe("active");
            system.Events.Of("offboarding.undo-started").ShouldBeEmpty();
            await blocker.ReleaseAsync();
        }

        await system.Events.OneAsync("offboarding.reassignment-completed");
        await system.Database.ExecuteAsync("UPDATE offboarding.cases SET nudged_at = now() - interval '1 hour' WHERE kind = 'undo'");
        Summary(await system.Events.OneAsync("offboarding.undo-completed")).ShouldBe("conversations 2 0/0/0/0/0, tasks 3 0/0/0/0/0");
        (await HoldersAsync(system)).ShouldBe($"{workspace.Leaver} 2");
    }

    private static JsonObject Leave(TestWorkspace workspace, Guid user, Guid? standIn)
    {
        var departure = new Departure(workspace) { User = user };
        JsonObject json = (standIn is { } one ? departure.Handing("one-colleague", one) : departure).ToJson();
        json["reason"] = "long-leave";
        json["returnDay"] = $"{DateTimeOffset.UtcNow.AddDays(30):yyyy-MM-ddTHH:mm:ssZ}";
        json["giveBackWork"] = true;
        return json;
    }

    /// <returns>The case, completed.</returns>
    private static async Task<Guid> LeaveAsync(TestSystem system, JsonObject leave)
    {
        await system.Hr.SendAsync(HrSystem.Deactivate, leave);
        Guid request = leave["requestId"]!.GetValue<Guid>();
        return (await system.Events.OneAsync("offboarding.completed", e => e.RequestId == request)).OffboardingId;
    }

    private static Task DueAsync(TestSystem system, Guid leave) =>
        system.Database.ExecuteAsync("UPDATE offboarding.returns SET return_at = now() WHERE case_id = @case", ("case", leave));

    /// <returns>What the undo says when it is over.</returns>
    private static async Task<ReceivedEvent> ReturnAsync(TestSystem system, Guid leave)
    {
        await DueAsync(system, leave);
        return await system.Events.OneAsync("offboarding.undo-completed", e => e["undoneOffboardingId"]!.GetValue<Guid>() == leave
            || e["alsoUndone"]!.AsArray().Any(also => also!.GetValue<Guid>() == leave));
    }

    private static Task<string> HoldersAsync(TestSystem system) => system.Database.ReadAsync<string>(
        "SELECT string_agg(assignee_id || ' ' || items, ', ' ORDER BY items DESC) FROM (SELECT assignee_id, count(*) AS items FROM workspace.conversations GROUP BY 1) h");

    private static Task<string> ReasonsAsync(TestSystem system, ReceivedEvent undone) => system.Database.ReadAsync<string>(
        "SELECT string_agg(item_id || ' ' || reason, ', ' ORDER BY item_id) FROM dashboard.undo_leftovers WHERE case_id = @case", ("case", undone.OffboardingId));

    private static string Summary(ReceivedEvent undone) => string.Join(", ", undone["kinds"]!.AsArray().Select(k =>
        $"{k!["kind"]} {k["givenBack"]} {k["closed"]}/{k["returned"]}/{k["reassigned"]}/{k["edited"]}/{k["deleted"]}"));
}
