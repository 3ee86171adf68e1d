using System.Text.Json.Nodes;

namespace Offboarding.Integration.Tests.Departures;

/// <summary>A request with <c>dryRun</c> tells what would happen, and nothing happens (F3).</summary>
public sealed class PreviewTests(SharedSystem shared) : IClassFixture<SharedSystem>
{
    private const string Previewed = "offboarding.previewed";

    [Fact]
    public async Task F2_F3_a_return_without_a_seat_and_a_recipient_on_leave_are_foretold_and_the_recipient_gets_their_share_once_back()
    {
        await using TestSystem system = await shared.SetAsync();
        TestWorkspace workspace = await system.WorkspaceAsync(w => w.WithSeatLimit(6).WithAgents(2).WithConversations(open: 4));
        Guid away = workspace.Agents[0];
        JsonObject leave = new Departure(workspace) { User = away }.ToJson();
        leave["returnDay"] = $"{DateTimeOffset.UtcNow.AddDays(10):yyyy-MM-ddTHH:mm:ssZ}";
        await system.Hr.SendAsync(HrSystem.Deactivate, leave);
        Guid leaveCase = (await system.Events.OneAsync("offboarding.completed")).OffboardingId;
        await system.Database.ExecuteAsync("UPDATE workspace.workspaces SET seat_limit = 5");
        Departure departure = new Departure(workspace) { LowerSeatLimit = true, LastDay = $"{DateTimeOffset.UtcNow.AddDays(20):yyyy-MM-ddTHH:mm:ssZ}" }.Handing("one-colleague", away);
        JsonObject json = departure.ToJson();
        json["returnDay"] = $"{DateTimeOffset.UtcNow.AddDays(40):yyyy-MM-ddTHH:mm:ssZ}";
        json["dryRun"] = true;

        await system.Hr.SendAsync(HrSystem.Deactivate, json);
        ReceivedEvent preview = await system.Events.OneAsync(Previewed);
        preview["refusal"].ShouldBeNull();
        preview["warnings"]!.AsArray().Select(w => w!["code"]!.GetValue<string>()).ShouldBe(["recipient-on-leave", "return-without-seat"]);

        string before = $"{DateTimeOffset.UtcNow.AddDays(9):yyyy-MM-ddTHH:mm:ssZ}";
        ReceivedEvent notBack = await system.RefuseAsync(new Departure(workspace) { LastDay = before }.Handing("one-colleague", away));
        (notBack.Text("code"), notBack.Text("message")).ShouldBe(("recipient-inactive",
            $"Recipient {away} is on leave and cannot receive conversations: they return at {leave["returnDay"]}, after the last day, which ends at {before}."));
        await system.Hr.SendAsync(departure);
        Guid scheduled = (await system.Events.OneAsync("offboarding.scheduled")).OffboardingId;
        await system.Database.ExecuteAsync("UPDATE workspace.workspaces SET seat_limit = 6; UPDATE offboarding.returns SET return_at = now() WHERE case_id = @case", ("case", leaveCase));
        await system.Events.OneAsync("offboarding.user-reactivated");
        await Deletions.LetTheDayComeAsync(system, scheduled);
        await system.Events.OneAsync("offboarding.completed", e => e.OffboardingId == scheduled);
        (await system.Database.ReadAsync<long>("SELECT count(*) FROM workspace.conversations WHERE assignee_id = @away", ("away", away))).ShouldBe(4);
    }

    [Fact]
    public async Task C5_a_team_of_a_departure_ahead_is_who_is_in_it_on_the_last_day()
    {
        await using TestSystem system = await shared.SetAsync();
        TestWorkspace workspace = await system.WorkspaceAsync(w => w.WithConversations(open: 6));
        JsonObject json = new Departure(workspace) { LastDay = $"{DateTimeOffset.UtcNow.AddDays(20):yyyy-MM-ddTHH:mm:ssZ}" }.ToJson();
        json["handover"] = JsonNode.Parse($$"""{"conversations": {"strategy": "round-robin", "recipients": [ { "teamId": "{{workspace.SalesTeam}}" } ] } }""");
        await system.Hr.SendAsync(HrSystem.Deactivate, json);
        Guid scheduled = (await system.Events.OneAsync("offboarding.scheduled")).OffboardingId;
        await system.Database.ExecuteAsync(
            """
            DELETE FROM workspace.team_members WHERE team_id = @sales;
            INSERT INTO workspace.team_members (workspace_id, team_id, user_id) SELECT @workspace, @sales, unnest(ARRAY[@second, @third])
            """,
            ("workspace", workspace.Id), ("sales", workspace.SalesTeam), ("second", workspace.Agents[1]), ("third", workspace.Agents[2]));

        await Deletions.LetTheDayComeAsync(system, scheduled);

        await system.Events.OneAsync("offboarding.completed");
        (await system.Database.ReadAsync<string>("SELECT string_agg(n::text, ' ') FROM (SELECT count(*) AS n FROM workspace.conversations WHERE assignee_id = ANY(ARRAY[@second, @third]) GROUP BY assignee_id) h",
            ("second", workspace.Agents[1]), ("third", workspace.Agents[2]))).ShouldBe("3 3");
        (await system.Database.ReadAsync<long>("SELECT count(*) FROM dashboard.audit WHERE action = 'teams-resolved'")).ShouldBe(1);
    }

    [Fact]
    public async Task F3_what_is_foretold_is_what_then_happens_and_until_then_nothing_changes()
    {
        await using TestSystem system = await shared.SetAsync();
        TestWorkspace workspace = await FillAsync(system);
        Departure departure = Everything(workspace);
        string before = await DumpAsync(system);

        await system.Hr.SendAsync(departure with { DryRun = true });
        ReceivedEvent preview = await system.Events.OneAsync(Previewed);

        (await DumpAsync(system)).ShouldBe(before, "no row was written, not even with the same content");
        (await system.Database.ReadAsync<long>("SELECT count(*) FROM offboarding.previews")).ShouldBe(1);
        preview["refusal"].ShouldBeNull();
        preview.Number("completedTasksRemoved").ShouldBe(3);
        (preview.RequestId, preview.Text("userId")).ShouldBe((departure.RequestId, workspace.Leaver.ToString()));

        // The same request without dryRun, under the same id, does it.
        await system.CompleteAsync(departure);
        (await DumpAsync(system)).ShouldNotBe(before, "the comparison sees changes");
        foreach (JsonNode? kind in preview["kinds"]!.AsArray())
        {
            string table = kind!["kind"]!.GetValue<string>();
            string open = table switch { "contacts" => "<> 'deleted'", "leads" => "= 'open'", "tasks" => "= 'pending'", _ => "<> 'closed'" };
            (await HoldsAsync(system, workspace, table, open, workspace.Leaver)).ShouldBe(kind["kept"]!.GetValue<long>(), table);
            (await HoldsAsync(system, workspace, table, open, null)).ShouldBe(kind["unassigned"]!.GetValue<long>(), table);
            foreach (JsonNode? recipient in kind["recipients"]!.AsArray())
            {
                (await HoldsAsync(system, workspace, table, open, recipient!["userId"]!.GetValue<Guid>()))
                    .ShouldBe(recipient["after"]!.GetValue<long>(), $"{table} {recipient.ToJsonString()}");
                recipient["after"]!.GetValue<long>().ShouldBe(recipient["before"]!.GetValue<long>() + recipient["gets"]!.GetValue<long>());
            }
        }

        preview["kinds"]!.AsArray().Select(k => k!["open"]!.GetValue<long>()).ShouldBe([20, 104, 9, 12]);
    }

    [Fact]
    public async Task The_same_preview_again_gets_the_same_answer_and_a_new_request_id_looks_anew()
    {
        await using TestSystem system = await shared.SetAsync();
        TestWorkspace workspace = await FillAsync(system);
        Departure departure = Everything(workspace) with { DryRun = true };
        await system.Hr.SendAsync(departure);
        ReceivedEvent first = await system.Events.OneAsync(Previewed);
        await system.Database.ExecuteAsync("UPDATE workspace.conversations SET status = 'closed' WHERE assignee_id = @leaver AND id = 1", ("leaver", workspace.Leaver));

        await system.Hr.SendAsync(departure);
        IReadOnlyList<ReceivedEvent> both = await system.Events.AtLeastAsync(2, Previewed);
        both[1].EventId.ShouldBe(first.EventId);
        both[1].Message.ToJsonString().ShouldBe(first.Message.ToJsonString());

        await system.Hr.SendAsync(departure with { RequestId = Guid.NewGuid() });
        ReceivedEvent anew = (await system.Events.AtLeastAsync(3, Previewed))[2];
        anew["kinds"]![0]!["open"]!.GetValue<long>().ShouldBe(19);
    }

    [Fact]
    public async Task F3_the_refusal_it_would_get_comes_with_what_would_move_otherwise_and_nothing_is_refused_yet()
    {
        await using TestSystem system = await shared.SetAsync();
        TestWorkspace workspace = await FillAsync(system);
        await system.Database.ExecuteAsync("UPDATE workspace.workspaces SET policies = '{\"requireCompleteHandover\": true}'");
        string before = await DumpAsync(system);

        await system.Hr.SendAsync(new Departure(workspace) { DryRun = true }.Handing("round-robin", workspace.Agents[0], workspace.Agents[1]));
        ReceivedEvent preview = await system.Events.OneAsync(Previewed);

        preview["refusal"]!["code"]!.GetValue<string>().ShouldBe("handover-incomplete");
        preview["refusal"]!["message"]!.GetValue<string>().ShouldContain("conversations 20/20, contacts 0/104, leads 0/9, tasks 0/12");
        preview["kinds"]![0]!["recipients"]!.AsArray().Select(r => r!["gets"]!.GetValue<long>()).ShouldBe([10, 10]);
        (await DumpAsync(system)).ShouldBe(before);
        system.Events.Of("offboarding.refused").ShouldBeEmpty();
    }

    [Fact]
    public async Task F3_it_warns_of_a_recipient_who_leaves_themselves_and_of_one_who_gets_more_than_the_policy_calls_much()
    {
        await using TestSystem system = await shared.SetAsync();
        TestWorkspace workspace = await FillAsync(system);
        await system.Database.ExecuteAsync("UPDATE workspace.workspaces SET policies = '{\"warnAboveItems\": 15}'");
        await system.Hr.SendAsync(new Departure(workspace)
        {
            User = workspace.Agents[1],
            LastDay = DateTimeOffset.UtcNow.AddDays(30).ToString("O"),
        });
        await system.Events.OneAsync("offboarding.scheduled");

        await system.Hr.SendAsync(new Departure(workspace) { DryRun = true }.Handing("ratio", (workspace.Agents[0], 4), (workspace.Agents[1], 1)));
        ReceivedEvent preview = await system.Events.OneAsync(Previewed);

        preview["warnings"]!.AsArray().Select(w => $"{w!["code"]} {w["userId"]} {w["kind"]}").ShouldBe([
            $"recipient-gets-many {workspace.Agents[0]} conversations", $"recipient-leaves {workspace.Agents[1]} ",
            "work-stays  contacts", "work-stays  leads", "work-stays  tasks",
        ]);
    }

    [Fact]
    public async Task F3_it_warns_of_a_departure_only_also_where_something_else_is_scheduled_for_the_recipient()
    {
        await using TestSystem system = await shared.SetAsync();
        TestWorkspace workspace = await FillAsync(system);
        foreach (Guid agent in workspace.Agents.Take(2))
        {
            await system.Database.ExecuteAsync(
                """
                INSERT INTO offboarding.cases (id, kind, workspace_id, user_id, request_id, requested_by, state, due_at, reason)
                VALUES (gen_random_uuid(), 'delete', @workspace, @user, gen_random_uuid(), @user, 'scheduled', now() + interval '1 day', 'data-protection-request')
                """,
                ("workspace", workspace.Id), ("user", agent));
        }

        await system.Hr.SendAsync(new Departure(workspace) { User = workspace.Agents[1], LastDay = DateTimeOffset.UtcNow.AddDays(30).ToString("O") });
        await system.Events.OneAsync("offboarding.scheduled");
        await system.Hr.SendAsync(new Departure(workspace) { DryRun = true }.Handing("ratio", (workspace.Agents[0], 4), (workspace.Agents[1], 1)));
        ReceivedEvent preview = await system.Events.OneAsync(Previewed);
        preview["warnings"]!.AsArray().Where(w => w!["code"]!.GetValue<string>() == "recipient-leaves").ShouldHaveSingleItem()!["userId"]!.GetValue<Guid>().ShouldBe(workspace.Agents[1]);
    }

    [Fact]
    public async Task Whoever_may_not_ask_learns_nothing()
    {
        await using TestSystem system = await shared.SetAsync();
        TestWorkspace workspace = await FillAsync(system);
        string before = await DumpAsync(system);

        await system.Hr.SendAsync(Everything(workspace) with { DryRun = true, RequestedBy = workspace.Agents[0] });
        ReceivedEvent preview = await system.Events.OneAsync(Previewed);
        preview["refusal"]!["code"]!.GetValue<string>().ShouldBe("not-permitted");
        preview["kinds"]!.AsArray().ShouldBeEmpty();
        preview["warnings"]!.AsArray().ShouldBeEmpty();

        await system.Hr.SendAsync(Everything(workspace with { Id = Guid.NewGuid() }) with { DryRun = true });
        ReceivedEvent unknown = (await system.Events.AtLeastAsync(2, Previewed))[1];
        unknown["refusal"]!["code"]!.GetValue<string>().ShouldBe("unknown-workspace");
        (await DumpAsync(system)).ShouldBe(before);
    }

    [Fact]
    public async Task A_preview_keeps_nobody_waiting_and_waits_for_nobody()
    {
        await using TestSystem system = await shared.SetAsync();
        TestWorkspace workspace = await FillAsync(system);
        await using Blocker held = await Blocker.HoldAsync(
            system.Database, "SELECT 1 FROM workspace.workspaces FOR UPDATE; SELECT 1 FROM workspace.users FOR UPDATE; SELECT 1 FROM workspace.conversations FOR UPDATE");

        await system.Hr.SendAsync(Everything(workspace) with { DryRun = true });

        await system.Events.OneAsync(Previewed);
    }

    /// <summary>Every kind with another strategy, a group, a team and least-loaded among them.</summary>
    private static Departure Everything(TestWorkspace workspace) => new(workspace)
    {
        Conversations = JsonNode.Parse("""{ "strategy": "least-loaded", "onlyLeaversTeams": true }""")!.AsObject(),
        More = JsonNode.Parse($$"""
            {
              "contacts": { "strategy": "ratio", "recipients": [ { "userId": "{{workspace.Agents[0]}}", "amount": 3 },
                { "group": ["{{workspace.Agents[1]}}", "{{workspace.Agents[2]}}"], "amount": 2 } ] },
              "leads": { "strategy": "fixed", "leftover": "unassigned", "recipients": [ { "teamId": "{{workspace.SalesTeam}}", "amount": 4 } ] },
              "tasks": { "strategy": "fixed", "recipients": [ { "userId": "{{workspace.Agents[2]}}", "amount": 5 } ] }
            }
            """)!.AsObject(),
    };

    /// <summary>20 conversations, 104 contacts, 9 leads, 12 pending and 3 completed tasks (to be removed); an agent has 7 conversations.</summary>
    private static async Task<TestWorkspace> FillAsync(TestSystem system)
    {
        TestWorkspace workspace = await system.WorkspaceAsync(w => w.WithConversations(open: 14, snoozed: 4, callbacks: 2, closed: 3));
        await system.Database.ExecuteAsync(
            """
            UPDATE workspace.workspaces SET policies = '{"removeCompletedTasks": true}';
            INSERT INTO workspace.conversations (workspace_id, id, assignee_id, subject) SELECT @workspace, 1000 + i, @agent, 'c' FROM generate_series(1, 7) i;
            INSERT INTO workspace.contacts (workspace_id, assignee_id, name) SELECT @workspace, @leaver, 'c' || i FROM generate_series(1, 104) i;
            INSERT INTO workspace.leads (workspace_id, assignee_id, title) SELECT @workspace, @leaver, 'l' || i FROM generate_series(1, 9) i;
            INSERT INTO workspace.tasks (workspace_id, assignee_id, title, status)
            SELECT @workspace, @leaver, 't' || i, CASE WHEN i <= 3 THEN 'completed' ELSE 'pending' END FROM generate_series(1, 15) i;
            """,
            ("workspace", workspace.Id), ("leaver", workspace.Leaver), ("agent", workspace.Agents[0]));
        return workspace;
    }

    private static Task<long> HoldsAsync(TestSystem system, TestWorkspace workspace, string table, string open, Guid? user) => system.Database.ReadAsync<long>(
        $"SELECT count(*) FROM workspace.{table} WHERE workspace_id = @workspace AND assignee_id IS NOT DISTINCT FROM @user::uuid AND status {open}",
        ("workspace", workspace.Id), ("user", user?.ToString() ?? (object)DBNull.Value));

    /// <summary>Every row of every table with the transaction that wrote it; what a preview may write, and heartbeats, aside.</summary>
    private static Task<string> DumpAsync(TestSystem system) => system.Database.ReadAsync<string>(
        """
        SELECT string_agg(t.table_name || ' ' || query_to_xml(
                   format('SELECT r.xmin::text AS x, r::text AS r FROM %I.%I r ORDER BY 2', t.table_schema, t.table_name), true, true, '')::text, E'\n' ORDER BY t.table_name)
        FROM information_schema.tables t
        WHERE t.table_schema IN ('workspace', 'offboarding') AND t.table_type = 'BASE TABLE' AND t.table_name NOT IN ('previews', 'outbox', 'workers', 'queues')
        """);
}
