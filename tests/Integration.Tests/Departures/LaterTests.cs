using System.Text.Json.Nodes;

namespace Offboarding.Integration.Tests.Departures;

/// <summary>
/// F1, F6, C6, C7: what happens later than the request. The right of who asks is checked when they ask; what may have changed in the world is
/// checked again, and nobody stays signed in because of it.
/// </summary>
public sealed class LaterTests(Servers servers, SharedSystem shared) : IClassFixture<SharedSystem>
{
    [Fact]
    public async Task F1_a_departure_refused_on_its_day_is_replayed_by_an_operator_although_who_asked_has_left_and_keeps_its_earlier_reasons()
    {
        await using TestSystem system = await shared.SetAsync();
        TestWorkspace workspace = await system.WorkspaceAsync(w => w.WithoutAccountOwner());
        var departure = new Departure(workspace) { User = workspace.Owner, LastDay = InAMonth() };
        await system.Hr.SendAsync(departure);
        Guid scheduled = (await system.Events.OneAsync("offboarding.scheduled")).OffboardingId;
        await system.CompleteAsync(new Departure(workspace) { User = workspace.SecondOwner!.Value });
        await Deletions.LetTheDayComeAsync(system, scheduled);
        ReceivedEvent refused = await system.Events.OneAsync("offboarding.refused");
        refused.Text("code").ShouldBe("only-owner");
        await system.CompleteAsync(new Departure(workspace) { User = workspace.Admin, RequestedBy = workspace.Owner });

        await system.Hr.ReplayAsync(refused.EventId);
        (await system.Events.AtLeastAsync(2, "offboarding.refused"))[1].Text("code").ShouldBe("only-owner", "the cause is not gone; the right of who asked is no cause");
        (await system.Database.ReadAsync<string>("SELECT format('%s %s %s', jsonb_array_length(earlier), earlier #>> '{0,code}', earlier #>> '{0,replayedBy}') FROM dashboard.refusals"))
            .ShouldBe("1 only-owner ops.anna");
        await system.GiveRoleAsync(workspace, workspace.Agents[0], "owner");
        await system.Hr.ReplayAsync(refused.EventId);

        await system.Events.OneAsync("offboarding.completed", e => e.OffboardingId == scheduled);
        (await system.UserStatusAsync(workspace.Owner)).ShouldBe("inactive");
        (await system.Database.ReadAsync<string>("SELECT string_agg(DISTINCT actor, ' ') FROM dashboard.audit WHERE action = 'message-replayed'")).ShouldBe("ops.anna");
    }

    [Fact]
    public async Task F10_a_deletion_refused_for_a_hold_is_replayed_once_it_is_lifted_although_who_asked_has_left()
    {
        await using TestSystem system = await shared.SetAsync();
        TestWorkspace workspace = await system.WorkspaceAsync();
        (TestCommand wish, Guid id) = await Deletions.HeldAsync(system, workspace);
        (_, Guid stored) = await Deletions.RefusedAsync(system, wish, id);
        await system.AskAsync(Deletions.Lift(workspace));
        await system.CompleteAsync(new Departure(workspace) { User = workspace.Admin, RequestedBy = workspace.Owner });

        await system.Hr.ReplayAsync(stored);

        (await system.Events.OneAsync("offboarding.user-deleted", e => e.RequestId == wish.RequestId)).OffboardingId.ShouldBe(id);
    }

    [Fact]
    public async Task A_replay_lends_nobody_a_right_they_never_had_and_only_the_very_message_that_was_refused_is_a_replay()
    {
        await using TestSystem system = await shared.SetAsync();
        TestWorkspace workspace = await system.WorkspaceAsync(w => w.WithOneOwner().WithoutAccountOwner());
        ReceivedEvent never = await system.RefuseAsync(new Departure(workspace) { RequestedBy = workspace.Agents[0] });
        await system.Hr.ReplayAsync(never.EventId);
        (await system.Events.AtLeastAsync(2, "offboarding.refused")).ShouldAllBe(e => e.Text("code") == "not-permitted");

        TestCommand reactivate = new TestCommand("offboarding.reactivate-user", workspace).With("userId", workspace.Agents[1]);
        (await system.RefusalAsync(reactivate)).ShouldBe("conflicting-request");
        await system.CompleteAsync(new Departure(workspace) { User = workspace.Admin, RequestedBy = workspace.Owner });
        Guid stored = await system.Database.ReadAsync<Guid>("SELECT id FROM dashboard.refusals WHERE request_id = @request", ("request", reactivate.RequestId));
        await system.Hr.ReplayAsync(stored);
        (await system.Events.AtLeastAsync(2, "offboarding.refused", e => e.RequestId == reactivate.RequestId)).ShouldAllBe(e => e.Text("code") == "conflicting-request");
        (await system.RefusalAsync(reactivate.Anew())).ShouldBe("not-permitted", "a new request of somebody who left");
    }

    [Fact]
    public async Task F6_the_lines_of_a_list_go_on_although_who_sent_it_left_before_their_turn()
    {
        await using TestSystem system = await TestSystem.SetAsync(servers);
        TestWorkspace workspace = await system.WorkspaceAsync();
        // The sweep cannot take the lines before the one who sent them has left.
        await system.Database.ExecuteAsync("ALTER TABLE offboarding.list_lines RENAME COLUMN answered_at TO later");
        await system.Hr.SendAsync("offboarding.deactivate-users", new JsonObject
        {
            ["requestId"] = Guid.NewGuid(),
            ["workspaceId"] = workspace.Id,
            ["requestedBy"] = workspace.Admin,
            ["reason"] = "restructure",
            ["users"] = new JsonArray(new JsonObject { ["userId"] = workspace.Leaver }, new JsonObject { ["userId"] = workspace.Agents[0] }),
        });
        await system.Events.OneAsync("offboarding.list-accepted");
        await system.CompleteAsync(new Departure(workspace) { User = workspace.Admin, RequestedBy = workspace.Owner });
        await system.Database.ExecuteAsync("ALTER TABLE offboarding.list_lines RENAME COLUMN later TO answered_at");

        ReceivedEvent answered = await system.Events.OneAsync("offboarding.list-answered");
        (answered.Number("accepted"), answered.Number("refused")).ShouldBe((2, 0));
    }

    [Theory]
    [InlineData(3)]
    [InlineData(30)]
    public async Task F1_a_last_day_that_has_passed_starts_at_once_and_the_answer_says_so(int daysAgo)
    {
        await using TestSystem system = await shared.SetAsync();
        TestWorkspace workspace = await system.WorkspaceAsync();
        var departure = new Departure(workspace) { LastDay = $"{DateTimeOffset.UtcNow.AddDays(-daysAgo):yyyy-MM-ddTHH:mm:ssZ}" };
        await system.Hr.SendAsync(departure with { DryRun = true });
        (await system.Events.OneAsync("offboarding.previewed"))["warnings"]!.AsArray().Select(w => w!["code"]!.GetValue<string>()).ShouldContain("last-day-passed");

        await system.CompleteAsync(departure);

        ReceivedEvent started = await system.Events.OneAsync("offboarding.started");
        started["lateLastDay"]!.GetValue<DateTimeOffset>().ShouldBe(DateTimeOffset.Parse(departure.LastDay));
        (await system.UserStatusAsync(workspace.Leaver)).ShouldBe("inactive");
    }

    [Fact]
    public async Task F1_a_wrong_year_is_refused_and_the_workspace_says_how_long_ago_a_last_day_may_be()
    {
        await using TestSystem system = await shared.SetAsync();
        TestWorkspace workspace = await system.WorkspaceAsync();
        var departure = new Departure(workspace) { LastDay = $"{DateTimeOffset.UtcNow.AddDays(-32):yyyy-MM-ddTHH:mm:ssZ}" };
        ReceivedEvent refused = await system.RefuseAsync(departure);
        (refused.Text("code"), refused.Text("message").Contains("more than 31 days ago")).ShouldBe(("invalid-request", true));
        var ahead = new Departure(workspace) { User = workspace.Agents[0], LastDay = InAMonth() };
        await system.Hr.SendAsync(ahead);
        ReceivedEvent scheduled = await system.Events.OneAsync("offboarding.scheduled");
        TestCommand move = new TestCommand("offboarding.reschedule-offboarding", workspace).With("offboardingId", scheduled.OffboardingId)
            .With("lastDay", $"{DateTimeOffset.UtcNow.AddDays(-5):yyyy-MM-ddTHH:mm:ssZ}");
        (await system.AskAsync(move)).Name.ShouldBe("offboarding.rescheduled");
        (await system.Events.OneAsync("offboarding.started"))["lateLastDay"].ShouldNotBeNull();

        await system.Database.ExecuteAsync("""UPDATE workspace.workspaces SET policies = '{"lateLastDayDays": 60}'""");
        await system.CompleteAsync(departure);
    }

    [Theory]
    [InlineData("conversations")]
    [InlineData("contacts")]
    [InlineData("leads")]
    [InlineData("tasks")]
    public async Task Nothing_to_move_is_done_although_nobody_in_the_plan_can_receive_it_any_more(string kind)
    {
        await using TestSystem system = await shared.SetAsync();
        TestWorkspace workspace = await system.WorkspaceAsync();
        JsonObject json = new Departure(workspace) { LastDay = InAMonth() }.ToJson();
        json["handover"] = new Reassign(workspace).Handing(kind, "one-colleague", workspace.Agents[0]).Plan;
        await system.Hr.SendAsync(HrSystem.Deactivate, json);
        Guid scheduled = (await system.Events.OneAsync("offboarding.scheduled")).OffboardingId;
        await system.CompleteAsync(new Departure(workspace) { User = workspace.Agents[0] });

        await Deletions.LetTheDayComeAsync(system, scheduled);

        await system.Events.OneAsync("offboarding.completed", e => e.OffboardingId == scheduled);
        system.Events.Of("offboarding.step-failed").ShouldBeEmpty();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task C7_who_left_the_sales_team_before_the_day_gets_no_leads_and_ops_are_told_if_nobody_else_can(bool another)
    {
        await using TestSystem system = await shared.SetAsync();
        TestWorkspace workspace = await system.WorkspaceAsync();
        (Guid first, Guid second) = (workspace.Agents[0], workspace.Agents[1]);
        await system.Database.ExecuteAsync(
            """
            INSERT INTO workspace.leads (workspace_id, assignee_id, title) SELECT @workspace, @leaver, 'l' FROM generate_series(1, 4);
            INSERT INTO workspace.team_members (workspace_id, team_id, user_id) VALUES (@workspace, @sales, @second)
            """,
            ("workspace", workspace.Id), ("leaver", workspace.Leaver), ("sales", workspace.SalesTeam), ("second", second));
        JsonObject json = new Departure(workspace) { LastDay = InAMonth() }.ToJson();
        json["handover"] = new Reassign(workspace).Handing("leads", another ? "round-robin" : "one-colleague", another ? [first, second] : [first]).Plan;
        await system.Hr.SendAsync(HrSystem.Deactivate, json);
        Guid scheduled = (await system.Events.OneAsync("offboarding.scheduled")).OffboardingId;
        await system.Database.ExecuteAsync("DELETE FROM workspace.team_members WHERE user_id = @first AND team_id = @sales", ("first", first), ("sales", workspace.SalesTeam));

        await Deletions.LetTheDayComeAsync(system, scheduled);

        if (another)
        {
            ReceivedEvent moved = await system.Events.OneAsync("offboarding.work-reassigned");
            moved["passedOn"]![0]!["userId"]!.GetValue<Guid>().ShouldBe(first);
            (await system.Database.ReadAsync<bool>("SELECT bool_and(assignee_id = @second) FROM workspace.leads", ("second", second))).ShouldBeTrue();
        }
        else
        {
            await system.BecomesAsync(scheduled, "needs-attention");
            (await system.Database.ReadAsync<string>("SELECT last_error FROM offboarding.steps WHERE name = 'reassign-leads'")).ShouldContain($"{first} is in no sales team. Make this person a member of a sales team, then retry");
            (await system.UserStatusAsync(workspace.Leaver)).ShouldBe("inactive", "lockout comes first");
        }
    }

    [Theory]
    [InlineData(null)]
    [InlineData("fixed")]
    [InlineData("unassigned")]
    public async Task C6_work_that_came_after_the_plan_was_accepted_does_not_stay_without_a_word(string? strategy)
    {
        await using TestSystem system = await shared.SetAsync();
        TestWorkspace workspace = await system.WorkspaceAsync();
        await system.Database.ExecuteAsync("""UPDATE workspace.workspaces SET policies = '{"requireCompleteHandover": true}'""");
        JsonObject json = new Departure(workspace) { LastDay = InAMonth() }.ToJson();
        if (strategy is not null)
        {
            json["handover"] = new JsonObject
            {
                ["tasks"] = JsonNode.Parse(strategy == "fixed"
                ? $$"""{"strategy": "fixed", "recipients": [{"userId": "{{workspace.Agents[0]}}", "amount": 1}]}""" : """{"strategy": "unassigned"}""")
            };
        }

        await system.Hr.SendAsync(HrSystem.Deactivate, json);
        Guid scheduled = (await system.Events.OneAsync("offboarding.scheduled")).OffboardingId;
        await system.Database.ExecuteAsync("INSERT INTO workspace.tasks (workspace_id, assignee_id, title) SELECT @workspace, @leaver, 't' FROM generate_series(1, 3)",
            ("workspace", workspace.Id), ("leaver", workspace.Leaver));

        await Deletions.LetTheDayComeAsync(system, scheduled);

        await system.BecomesAsync(scheduled, "needs-attention");
        (await system.UserStatusAsync(workspace.Leaver)).ShouldBe("inactive", "lockout comes first");
        ReceivedEvent failed = await system.Events.OneAsync("offboarding.step-failed");
        (failed.Text("step"), (await system.Database.ReadAsync<string>("SELECT last_error FROM offboarding.steps WHERE name = 'reassign-tasks'")).Contains("ChangeHandoverRequested"))
            .ShouldBe(("reassign-tasks", true));
        await system.AskAsync(new TestCommand("offboarding.change-handover", workspace).With("offboardingId", scheduled)
            .With("handover", new Reassign(workspace).Handing("tasks", "one-colleague", workspace.Agents[1]).Plan.DeepClone()));
        await system.Events.OneAsync("offboarding.completed", e => e.OffboardingId == scheduled);
        (await system.Database.ReadAsync<long>("SELECT count(*) FROM workspace.tasks WHERE assignee_id = @leaver OR assignee_id IS NULL", ("leaver", workspace.Leaver))).ShouldBe(0);
    }

    [Fact]
    public async Task F5_each_kind_that_reopens_goes_to_whom_the_plan_names_for_it_and_a_lead_only_to_the_sales_team()
    {
        await using TestSystem system = await shared.SetAsync();
        TestWorkspace workspace = await system.WorkspaceAsync(w => w.WithConversations(closed: 1));
        (Guid seller, Guid support, Guid other) = (workspace.Agents[0], workspace.Agents[1], workspace.Agents[2]);
        await system.Database.ExecuteAsync(
            """
            INSERT INTO workspace.leads (workspace_id, id, assignee_id, title, status) SELECT @workspace, n, @leaver, 'l', 'won' FROM generate_series(1, 2) n;
            INSERT INTO workspace.tasks (workspace_id, assignee_id, title, status) VALUES (@workspace, @leaver, 't', 'completed');
            INSERT INTO workspace.contacts (workspace_id, assignee_id, name, status) VALUES (@workspace, @leaver, 'c', 'deleted')
            """,
            ("workspace", workspace.Id), ("leaver", workspace.Leaver));
        JsonObject json = new Departure(workspace).ToJson();
        json["handover"] = new Reassign(workspace).Handing("conversations", "one-colleague", support).Handing("leads", "one-colleague", seller)
            .Handing("tasks", "one-colleague", other).Plan;
        await system.Hr.SendAsync(HrSystem.Deactivate, json);
        await system.Events.OneAsync("offboarding.completed");

        await system.Database.ExecuteAsync(
            """
            UPDATE workspace.conversations SET status = 'open'; UPDATE workspace.tasks SET status = 'pending';
            UPDATE workspace.contacts SET status = 'active'; UPDATE workspace.leads SET status = 'open' WHERE id = 1;
            DELETE FROM workspace.team_members WHERE user_id = @seller AND team_id = @sales;
            UPDATE workspace.leads SET status = 'open' WHERE id = 2
            """,
            ("seller", seller), ("sales", workspace.SalesTeam));

        (await system.Database.ReadAsync<string>(
            """
            SELECT concat_ws(' ', (SELECT assignee_id FROM workspace.conversations), (SELECT assignee_id FROM workspace.tasks),
                             coalesce((SELECT assignee_id::text FROM workspace.contacts), 'nobody'),
                             (SELECT string_agg(coalesce(assignee_id::text, 'nobody'), ' ' ORDER BY id) FROM workspace.leads))
            """)).ShouldBe($"{support} {other} nobody {seller} nobody");
    }

    private static string InAMonth() => $"{DateTimeOffset.UtcNow.AddDays(30):yyyy-MM-ddTHH:mm:ssZ}";
}
