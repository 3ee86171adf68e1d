using System.Text.Json.Nodes;

namespace Offboarding.Integration.Tests.Departures;

/// <summary>F6: one message, many people; each is a case of their own, with one overview of all.</summary>
public sealed class ListTests(Servers servers, SharedSystem shared) : IClassFixture<SharedSystem>
{
    private const string Exchange = "offboarding.deactivate-users";

    [Fact]
    public async Task F6_an_operator_sends_a_list_in_the_name_of_an_admin_and_finds_it_by_the_operation_id()
    {
        await using TestSystem system = await shared.SetAsync();
        TestWorkspace workspace = await system.WorkspaceAsync(w => w.WithAgents(4));
        var list = new JsonObject
        {
            ["workspaceId"] = workspace.Id,
            ["requestedBy"] = workspace.Admin,
            ["reason"] = "restructure",
            ["users"] = new JsonArray(Line(workspace.Leaver), Line(workspace.Agents[0])),
        };

        Guid operation = await DashboardLogin.SendCommandAsync(system.Database, Exchange, list, "ops.anna", "the office closes");

        await system.Events.AtLeastAsync(2, "offboarding.completed");
        await Eventually.ValueAsync(
            () => system.Database.ReadAsync<string>(
                "SELECT concat_ws(' ', people, accepted, completed) FROM dashboard.lists WHERE request_id = @operation", ("operation", operation)),
            seen => seen == "2 2 2",
            "both of the list to be over");
        (await system.Database.ReadAsync<string>(
            "SELECT concat_ws(' ', actor, details ->> 'people', details ->> 'inTheNameOf', details ->> 'comment') FROM offboarding.audit WHERE action = 'command-sent' AND operation_id = @operation",
            ("operation", operation))).ShouldBe($"ops.anna 2 {workspace.Admin} the office closes");
    }

    [Fact]
    public async Task F6_each_line_is_a_case_of_its_own_and_a_mistake_in_one_refuses_that_line_only()
    {
        await using TestSystem system = await shared.SetAsync();
        TestWorkspace workspace = await system.WorkspaceAsync(w => w.WithAgents(8).WithSeatLimit(20).WithConversations(open: 10));
        IReadOnlyList<Guid> agents = workspace.Agents;
        string nextMonth = $"{DateTimeOffset.UtcNow.AddDays(30):O}";
        JsonObject list = List(
            workspace,
            Line(workspace.Leaver),
            Line(agents[0], ("lastDay", nextMonth)),
            Line(Guid.NewGuid()),
            "lea",
            Line(agents[1], ("reason", "bored")),
            Line(workspace.Leaver),
            Line(agents[2], ("handover", Plan("one-colleague", agents[0]))),
            Line(agents[3], ("lastDay", "2020-01-01T00:00:00Z")),
            Line(agents[4], ("handover", Plan("one-colleague", agents[7]))),
            Line(workspace.Owner));
        list["handover"] = Plan("round-robin", agents[5], agents[6]);

        // F3: told before, with the totals of the list, and nothing has happened.
        JsonObject dryRun = list.DeepClone().AsObject();
        dryRun["dryRun"] = true;
        await system.Hr.SendAsync(Exchange, dryRun);
        ReceivedEvent foretold = await system.Events.OneAsync("offboarding.list-previewed");
        (foretold.Number("people"), foretold.Number("refused"), foretold["refusal"]).ShouldBe((10, 7, null));
        foretold["refusedLines"]!.AsArray().Select(line => $"{line!["position"]} {line["code"]}").ShouldBe(
            ["2 unknown-user", "3 invalid-request", "4 invalid-request", "5 invalid-request", "6 recipient-not-eligible", "7 invalid-request", "9 account-owner"]);
        JsonNode conversations = foretold["kinds"]!.AsArray().Single(kind => kind!["kind"]!.GetValue<string>() == "conversations")!;
        conversations["recipients"]!.AsArray().Select(one => $"{one!["userId"]} {one["before"]} {one["gets"]} {one["after"]}").ShouldBe([$"{agents[5]} 0 5 5", $"{agents[6]} 0 5 5", $"{agents[7]} 0 0 0"], ignoreOrder: true);
        (await system.Database.ReadAsync<string>("SELECT concat_ws(' ', (SELECT count(*) FROM offboarding.cases), (SELECT count(*) FROM offboarding.lists), (SELECT count(*) FROM offboarding.refusals))")).ShouldBe("0 0 0");

        await system.Hr.SendAsync(Exchange, list);

        ReceivedEvent accepted = await system.Events.OneAsync("offboarding.list-accepted");
        (accepted.Number("people"), accepted["heldForApproval"]!.GetValue<bool>()).ShouldBe((10, false));
        ReceivedEvent answered = await system.Events.OneAsync("offboarding.list-answered");
        (answered.Number("accepted"), answered.Number("refused"), answered.Number("failed")).ShouldBe((3, 7, 0));
        IReadOnlyList<ReceivedEvent> refused = await system.Events.AtLeastAsync(7, "offboarding.refused");
        refused.Select(r => $"{r["errors"]![0]!["path"]} {r.Text("code")}").Distinct().Order(StringComparer.Ordinal).ShouldBe(
        [
            "users[2] unknown-user", "users[3] invalid-request", "users[4].reason invalid-request", "users[5].userId invalid-request",
            "users[6].handover.conversations.recipients[0].userId recipient-not-eligible", "users[7].lastDay invalid-request", "users[9] account-owner",
        ]);

        Guid request = RequestOf(list);
        ReceivedEvent started = await system.Events.OneAsync("offboarding.started", e => e.Text("userId") == workspace.Leaver.ToString());
        started.RequestId.ShouldBe(Offboarding.Worker.Infrastructure.Messaging.EventIds.Line(request, 0));
        await system.Events.AtLeastAsync(2, "offboarding.completed");
        (await system.Database.ReadAsync<string>(
            "SELECT string_agg(n::text, ' ') FROM (SELECT count(*) AS n FROM workspace.conversations WHERE assignee_id = ANY(@two) GROUP BY assignee_id) c",
            ("two", new[] { agents[5], agents[6] }))).ShouldBe("5 5");
        (await OverviewAsync(system)).ShouldBe("10 people: 0 waiting, 3 accepted, 7 refused, 1 scheduled, 2 completed");
        system.Events.Of("offboarding.list-completed").ShouldBeEmpty("one person still works");

        await system.AskAsync(new TestCommand("offboarding.cancel-offboarding", workspace).With(
            "offboardingId", (await system.Events.OneAsync("offboarding.scheduled")).OffboardingId));
        ReceivedEvent completed = await system.Events.OneAsync("offboarding.list-completed");
        (completed.Number("completed"), completed.Number("cancelled"), completed.Number("refused")).ShouldBe((2, 1, 7));
    }

    [Fact]
    public async Task F6_people_who_need_nothing_special_are_opened_together_and_leave_what_each_would_alone()
    {
        await using TestSystem system = await shared.SetAsync();
        TestWorkspace workspace = await system.WorkspaceAsync(w => w.WithAgents(8).WithSeatLimit(20).WithConversations(open: 3));
        IReadOnlyList<Guid> agents = workspace.Agents;
        // One who leaves later and one who may not are looked at by themselves.
        JsonObject list = List(
            workspace, [.. agents.Take(6).Select(a => (JsonNode)Line(a)), Line(agents[6], ("lastDay", $"{DateTimeOffset.UtcNow.AddDays(30):O}")), Line(workspace.Owner), Line(workspace.Leaver)]);
        list["handover"] = Plan("round-robin", agents[7]);
        list["lowerSeatLimit"] = true;

        await system.Hr.SendAsync(Exchange, list);

        ReceivedEvent answered = await system.Events.OneAsync("offboarding.list-answered");
        (answered.Number("accepted"), answered.Number("refused"), answered.Number("failed")).ShouldBe((8, 1, 0));
        await system.Events.AtLeastAsync(7, "offboarding.completed");
        (await system.Database.ReadAsync<long>("SELECT count(DISTINCT started_at) FROM offboarding.cases WHERE state <> 'scheduled'")).ShouldBe(1, "they began in one transaction");
        foreach (string said in new[] { "offboarding.started", "offboarding.sessions-revoked", "offboarding.seat-released" })
        {
            (await system.Events.AtLeastAsync(7, said)).Select(e => e.EventId).Distinct().Count().ShouldBe(7, said);
        }

        // One seat after the other, as if the requests had come one after the other: 10 active full users before, and a limit of 20.
        (await system.Database.ReadAsync<string>("SELECT string_agg(from_count || '>' || to_count, ' ' ORDER BY id) FROM offboarding.seat_changes WHERE change = 'released'"))
            .ShouldBe(string.Join(' ', await ChainAsync("released", 7)));
        (await system.Database.ReadAsync<string>("SELECT string_agg(from_count || '>' || to_count, ' ' ORDER BY id) FROM offboarding.seat_changes WHERE change = 'limit'"))
            .ShouldBe("20>19 19>18 18>17 17>16 16>15 15>14 14>13");
        (await system.Database.ReadAsync<string>("SELECT string_agg(action || ' ' || n, ', ' ORDER BY action) FROM (SELECT action, count(*) AS n FROM offboarding.audit WHERE action IN ('started', 'completed') GROUP BY action) a"))
            .ShouldBe("completed 7, started 7");
        (await system.Database.ReadAsync<long>("SELECT count(*) FROM workspace.conversations WHERE status = 'open' AND assignee_id = @heir", ("heir", agents[7]))).ShouldBe(3);

        async Task<IEnumerable<string>> ChainAsync(string change, int lines)
        {
            int first = await system.Database.ReadAsync<int>("SELECT max(from_count) FROM offboarding.seat_changes WHERE change = @change", ("change", change));
            return Enumerable.Range(0, lines).Select(i => $"{first - i}>{first - i - 1}");
        }
    }

    [Fact]
    public async Task F6_somebody_whose_sessions_cannot_be_ended_at_once_keeps_nobody_of_the_list_in()
    {
        await using TestSystem system = await shared.SetAsync();
        TestWorkspace workspace = await system.WorkspaceAsync(w => w.WithAgents(4).WithSeatLimit(20));
        await FailingTable.MakeAsync(system.Database, "not now", $"NEW.user_id = '{workspace.Leaver}'", "sessions");
        JsonObject list = List(workspace, [Line(workspace.Agents[0]), Line(workspace.Leaver), .. workspace.Agents.Skip(1).Select(a => (JsonNode)Line(a))]);

        await system.Hr.SendAsync(Exchange, list);

        ReceivedEvent answered = await system.Events.OneAsync("offboarding.list-answered");
        (answered.Number("accepted"), answered.Number("failed")).ShouldBe((5, 0));
        await system.Events.AtLeastAsync(4, "offboarding.completed");
        (await system.Database.ReadAsync<long>("SELECT count(*) FROM workspace.users WHERE status = 'inactive'")).ShouldBe(5, "sign-in is closed for that one too");
        await Eventually.TrueAsync(() => system.Database.ReadAsync<bool>("SELECT EXISTS (SELECT FROM offboarding.step_attempts WHERE step = 'sign-out-sessions')"), "a failed attempt to be on record");

        await FailingTable.EndAsync(system.Database, "sessions");
        await system.Events.AtLeastAsync(5, "offboarding.completed");
    }

    [Fact]
    public async Task F6_the_same_list_again_gets_the_same_answer_and_does_nothing_twice()
    {
        await using TestSystem system = await shared.SetAsync();
        TestWorkspace workspace = await system.WorkspaceAsync();
        JsonObject list = List(workspace, Line(workspace.Leaver), Line(workspace.Agents[0]));
        await system.Hr.SendAsync(Exchange, list);
        ReceivedEvent first = await system.Events.OneAsync("offboarding.list-completed");

        await system.Hr.SendAsync(Exchange, list);
        await system.Hr.SendInEnvelopeAsync(Exchange, "urn:message:Offboarding.Contracts:DeactivateUsersRequested", list);

        IReadOnlyList<ReceivedEvent> accepted = await system.Events.AtLeastAsync(3, "offboarding.list-accepted");
        accepted.Select(a => a.Message.ToJsonString()).Distinct().ShouldHaveSingleItem();
        list["users"]!.AsArray().Add(Line(workspace.Agents[1]));
        await system.Hr.SendAsync(Exchange, list);
        (await system.Events.OneAsync("offboarding.refused")).Text("code").ShouldBe("conflicting-request");
        (await system.Database.ReadAsync<long>("SELECT count(*) FROM offboarding.cases")).ShouldBe(2);
        (await system.UserStatusAsync(workspace.Agents[1])).ShouldBe("active");
        first.Number("completed").ShouldBe(2);
    }

    [Fact]
    public async Task F6_a_plan_for_all_that_gives_work_to_somebody_in_the_list_refuses_the_list_and_nobody_is_locked_out()
    {
        await using TestSystem system = await shared.SetAsync();
        TestWorkspace workspace = await system.WorkspaceAsync();
        JsonObject list = List(workspace, Line(workspace.Leaver), Line(workspace.Agents[0]));
        list["handover"] = Plan("round-robin", workspace.Agents[1], workspace.Agents[0]);

        await system.Hr.SendAsync(Exchange, list);

        ReceivedEvent refused = await system.Events.OneAsync("offboarding.refused");
        (refused.Text("code"), refused.RequestId).ShouldBe(("recipient-not-eligible", RequestOf(list)));
        refused["errors"]![0]!["path"]!.GetValue<string>().ShouldBe("handover.conversations.recipients[1].userId");
        refused.Text("message").ShouldContain("leaves by the same list, as users[1]");
        (await system.UserStatusAsync(workspace.Leaver)).ShouldBe("active");
    }

    [Fact]
    public async Task F6_members_of_a_team_who_leave_by_the_list_get_nothing_and_who_asks_may_be_in_it()
    {
        await using TestSystem system = await shared.SetAsync();
        TestWorkspace workspace = await system.WorkspaceAsync(w => w.WithConversations(open: 6));
        JsonObject list = List(workspace, Line(workspace.Admin), Line(workspace.Leaver), Line(workspace.Agents[0]), Line(workspace.Agents[1]));
        list["handover"] = new JsonObject
        {
            ["conversations"] = new JsonObject { ["strategy"] = "round-robin", ["recipients"] = new JsonArray(new JsonObject { ["teamId"] = workspace.Team }) },
        };

        // F3, F8: a line of the preview has the teams of its own leaver; the admin is in none.
        JsonObject dryRun = list.DeepClone().AsObject();
        (dryRun["dryRun"], dryRun["requestId"]) = (true, Guid.NewGuid());
        dryRun["handover"]!["conversations"] = new JsonObject { ["strategy"] = "least-loaded", ["onlyLeaversTeams"] = true };
        await system.Hr.SendAsync(Exchange, dryRun);
        ReceivedEvent foretold = await system.Events.OneAsync("offboarding.list-previewed");
        foretold["refusedLines"]!.AsArray().Select(line => $"{line!["position"]} {line["code"]}").ShouldBe(["0 recipient-not-eligible"]);
        foretold["kinds"]!.AsArray().Single(kind => kind!["kind"]!.GetValue<string>() == "conversations")!["recipients"]!.AsArray()
            .Select(one => $"{one!["userId"]} {one["gets"]}").ShouldBe([$"{workspace.Agents[2]} 6"]);

        await system.Hr.SendAsync(Exchange, list);

        ReceivedEvent completed = await system.Events.OneAsync("offboarding.list-completed");
        completed.Number("completed").ShouldBe(4);
        (await system.Database.ReadAsync<long>("SELECT count(*) FROM workspace.conversations WHERE assignee_id = @agent", ("agent", workspace.Agents[2]))).ShouldBe(6);
    }

    [Fact]
    public async Task F6_on_the_last_day_of_a_list_members_of_a_team_who_leave_by_it_get_nothing_either()
    {
        await using TestSystem system = await shared.SetAsync();
        TestWorkspace workspace = await system.WorkspaceAsync(w => w.WithConversations(open: 6));
        JsonObject stays = Line(workspace.Agents[0]);
        stays["handover"] = new JsonObject { ["conversations"] = new JsonObject { ["strategy"] = "keep" } };
        JsonObject list = List(workspace, Line(workspace.Leaver), stays, Line(workspace.Agents[1]));
        (list["lastDate"], list["timeZone"]) = ($"{DateTimeOffset.UtcNow.AddDays(10):yyyy-MM-dd}", "Europe/Berlin");
        list["handover"] = new JsonObject
        {
            ["conversations"] = new JsonObject { ["strategy"] = "round-robin", ["recipients"] = new JsonArray(new JsonObject { ["teamId"] = workspace.Team }) },
        };
        await system.Hr.SendAsync(Exchange, list);
        await system.Events.AtLeastAsync(3, "offboarding.scheduled");

        // The leaver goes first: the other two are still there when their work is handed over.
        await system.Database.ExecuteAsync("UPDATE offboarding.cases SET due_at = now() WHERE user_id = @leaver", ("leaver", workspace.Leaver));
        await system.Events.OneAsync("offboarding.completed");

        (await system.Database.ReadAsync<long>("SELECT count(*) FROM workspace.conversations WHERE assignee_id = @agent", ("agent", workspace.Agents[2]))).ShouldBe(6);
    }

    [Fact]
    public async Task F6_a_line_that_was_refused_can_be_replayed_and_is_then_a_case_in_the_overview()
    {
        await using TestSystem system = await shared.SetAsync();
        TestWorkspace workspace = await system.WorkspaceAsync(w => w.WithoutAccountOwner().WithOneOwner());
        await system.Hr.SendAsync(Exchange, List(workspace, Line(workspace.Owner), Line(workspace.Leaver)));
        ReceivedEvent refused = await system.Events.OneAsync("offboarding.refused");
        refused.Text("code").ShouldBe("only-owner");
        await system.GiveRoleAsync(workspace, workspace.Agents[0], "owner");

        await system.Hr.ReplayAsync(refused.EventId);

        await system.Events.OneAsync("offboarding.completed", e => e.RequestId == refused.RequestId);
        await system.Events.AtLeastAsync(2, "offboarding.completed");
        (await OverviewAsync(system)).ShouldBe("2 people: 0 waiting, 2 accepted, 0 refused, 0 scheduled, 2 completed");
    }

    [Fact]
    public async Task F9_a_list_that_is_too_long_waits_as_a_whole_and_begins_when_a_second_person_approves()
    {
        await using TestSystem system = await shared.SetAsync();
        TestWorkspace workspace = await system.WorkspaceAsync(w => w.WithAgents(12).WithSeatLimit(20));
        await system.Database.ExecuteAsync("""UPDATE workspace.workspaces SET policies = '{"massChangePeople": 5}'""");

        await system.Hr.SendAsync(Exchange, List(workspace, [.. workspace.Agents.Select(a => (JsonNode)Line(a))]));

        (await system.Events.OneAsync("offboarding.list-accepted"))["heldForApproval"]!.GetValue<bool>().ShouldBeTrue();
        await system.Events.OneAsync("offboarding.list-answered");
        ReceivedEvent held = (await system.Events.AtLeastAsync(12, "offboarding.held"))[0];
        (await system.Database.ReadAsync<long>("SELECT count(*) FROM workspace.users WHERE status = 'inactive'")).ShouldBe(0);
        await system.CompleteAsync(new Departure(workspace));

        await system.AskAsync(new TestCommand("offboarding.approve-mass-change", workspace) { RequestedBy = workspace.Owner }
            .With("approvalId", held.Text("approvalId")).With("people", 12));
        (await system.Events.OneAsync("offboarding.list-completed")).Number("completed").ShouldBe(12);
    }

    [Fact]
    public async Task F9_an_operator_who_sent_the_list_cannot_approve_it_and_another_one_can()
    {
        await using TestSystem system = await shared.SetAsync();
        TestWorkspace workspace = await system.WorkspaceAsync(w => w.WithAgents(2).WithSeatLimit(20));
        await system.Database.ExecuteAsync("""UPDATE workspace.workspaces SET policies = '{"massChangePeople": 1}'""");
        JsonObject list = List(workspace, [.. workspace.Agents.Select(a => (JsonNode)Line(a))]);

        // As send_command writes it: the operation is the request of the list, not of its lines.
        await system.Database.ExecuteAsync(
            "INSERT INTO offboarding.audit (workspace_id, actor, action, operation_id, details) VALUES (@workspace, 'ops.anna', 'command-sent', @request, '{}')",
            ("workspace", workspace.Id), ("request", RequestOf(list)));
        await system.Hr.SendAsync(Exchange, list);
        await system.Events.OneAsync("offboarding.list-answered");
        ReceivedEvent held = (await system.Events.AtLeastAsync(2, "offboarding.held"))[0];

        TestCommand approve = new TestCommand("offboarding.approve-mass-change", workspace).With("approvalId", held.Text("approvalId")).With("people", 2);
        (await system.RefusalAsync(approve with { Operator = "Ops.Anna" })).ShouldBe("not-permitted");
        (await system.AskAsync(approve.Anew() with { Operator = "ops.ben" })).Text("decision").ShouldBe("approved");
        (await system.Events.OneAsync("offboarding.list-completed")).Number("completed").ShouldBe(2);
    }

    [Fact]
    public async Task F9_a_list_within_the_limit_uses_it_up_for_single_requests()
    {
        await using TestSystem system = await shared.SetAsync();
        TestWorkspace workspace = await system.WorkspaceAsync(w => w.WithAgents(5).WithSeatLimit(20));
        await system.Database.ExecuteAsync("""UPDATE workspace.workspaces SET policies = '{"massChangePeople": 5}'""");
        await system.Hr.SendAsync(Exchange, List(workspace, [.. workspace.Agents.Select(a => (JsonNode)Line(a))]));
        await system.Events.OneAsync("offboarding.list-accepted");

        await system.Hr.SendAsync(new Departure(workspace));

        await system.Events.OneAsync("offboarding.held");
        (await system.Events.OneAsync("offboarding.list-completed")).Number("completed").ShouldBe(5);
    }

    [Fact]
    public async Task F6_what_holds_for_all_and_the_list_itself_are_checked_at_once_and_a_large_message_is_read()
    {
        await using TestSystem system = await shared.SetAsync();
        TestWorkspace workspace = await system.WorkspaceAsync();
        JsonObject empty = List(workspace);
        empty["reason"] = "bored";
        await system.Hr.SendAsync(Exchange, empty);
        ReceivedEvent refused = await system.Events.OneAsync("offboarding.refused");
        refused["errors"]!.AsArray().Select(e => e!["path"]!.GetValue<string>()).Order().ShouldBe(["reason", "users"]);
        (await system.RefusalAsync(new TestCommand(Exchange, workspace) { RequestedBy = workspace.Agents[0] }.With("users", new JsonArray(Line(workspace.Leaver, ("reason", "left-company"))))))
            .ShouldBe("not-permitted");

        // More than the megabyte that any other message may have.
        await system.Hr.SendAsync(Exchange, List(workspace, Line(workspace.Agents[0], ("timeZone", new string('x', 1_500_000))), Line(workspace.Leaver)));
        ReceivedEvent answered = await system.Events.OneAsync("offboarding.list-answered");
        (answered.Number("accepted"), answered.Number("refused")).ShouldBe((1, 1));
    }

    [Fact]
    public async Task F6_a_worker_that_is_killed_in_the_middle_leaves_no_line_out_and_opens_none_twice()
    {
        await using TestDatabase database = await TestDatabase.CreateAsync(servers.Postgres);
        Uri broker = await servers.RabbitMq.CreateVirtualHostAsync();
        TestWorkspace workspace = await new WorkspaceBuilder().WithAgents(150).WithSeatLimit(200).SaveAsync(database);
        await using WorkerProcess first = await WorkerProcess.StartAsync(database, broker);
        await using EventListener events = await EventListener.ConnectAsync(broker);
        await using HrSystem hr = await HrSystem.ConnectAsync(broker);
        JsonObject list = List(workspace, [.. workspace.Agents.Select(a => (JsonNode)Line(a, ("lastDay", $"{DateTimeOffset.UtcNow.AddDays(30):O}")))]);

        // The last line cannot be answered while somebody holds its user, so the worker dies before the end of the list.
        await using Blocker blocker = await Blocker.HoldAsync(database, $"SELECT 1 FROM workspace.users WHERE id = '{workspace.Agents[^1]}' FOR UPDATE");
        await hr.SendAsync(Exchange, list);
        await Eventually.TrueAsync(async () => await AnsweredAsync() > 20, "some lines to be looked at", TimeSpan.FromMinutes(1));
        await first.KillAsync();
        long before = await AnsweredAsync();
        await blocker.ReleaseAsync();
        await using WorkerProcess second = await WorkerProcess.StartAsync(database, broker);

        await Eventually.ValueAsync(AnsweredAsync, n => n == 150, "every line to be looked at", TimeSpan.FromMinutes(3));
        ReceivedEvent answered = await events.OneAsync("offboarding.list-answered");
        (answered.Number("accepted"), answered.Number("refused")).ShouldBe((150, 0));
        (await database.ReadAsync<string>("SELECT count(*) || ' ' || count(DISTINCT user_id) FROM offboarding.cases WHERE state = 'scheduled'")).ShouldBe("150 150");
        (await database.ReadAsync<long>("SELECT max(n) FROM (SELECT count(*) AS n FROM offboarding.list_lines GROUP BY answered_at) t")).ShouldBeLessThanOrEqualTo(50);
        before.ShouldBeLessThan(150, "it was killed in the middle");

        Task<long> AnsweredAsync() => database.ReadAsync<long>("SELECT count(*) FROM offboarding.list_lines WHERE status <> 'waiting'");
    }

    private static JsonObject List(TestWorkspace workspace, params JsonNode[] lines) => new()
    {
        ["requestId"] = Guid.NewGuid(),
        ["workspaceId"] = workspace.Id,
        ["requestedBy"] = workspace.Admin,
        ["reason"] = "restructure",
        ["users"] = new JsonArray(lines),
    };

    private static Guid RequestOf(JsonObject list) => list["requestId"]!.GetValue<Guid>();

    private static JsonObject Line(Guid user, params (string Field, JsonNode Value)[] more)
    {
        var line = new JsonObject { ["userId"] = user };
        foreach ((string field, JsonNode value) in more)
        {
            line[field] = value;
        }

        return line;
    }

    private static JsonObject Plan(string strategy, params Guid[] recipients) => new()
    {
        ["conversations"] = new JsonObject
        {
            ["strategy"] = strategy,
            ["recipients"] = new JsonArray([.. recipients.Select(r => (JsonNode)new JsonObject { ["userId"] = r })]),
        },
    };

    private static Task<string> OverviewAsync(TestSystem system) => system.Database.ReadAsync<string>(
        """
        SELECT people || ' people: ' || waiting || ' waiting, ' || accepted || ' accepted, ' || refused || ' refused, ' || scheduled || ' scheduled, '
               || completed || ' completed'
        FROM dashboard.lists
        """);
}
