using System.Text.Json.Nodes;

namespace Offboarding.Integration.Tests.Handover;

/// <summary>Groups, teams and least-loaded: who ends up with what, in the table, the ledger, the event and the stored plan.</summary>
public sealed class GroupAndLoadTests(Servers servers)
{
    [Fact]
    public async Task C5_part_of_the_amount_goes_to_a_round_robin_group_next_to_a_named_person()
    {
        await using TestSystem system = await TestSystem.SetAsync(servers, ("Steps:BatchSize", "4"));
        TestWorkspace workspace = await system.WorkspaceAsync(w => w.WithConversations(open: 17).WithAgents(4));
        (Guid a, Guid b, Guid c, Guid d) = (workspace.Agents[0], workspace.Agents[1], workspace.Agents[2], workspace.Agents[3]);

        Guid id = await system.CompleteAsync(Plan(workspace, $$"""
            { "strategy": "ratio", "recipients": [ { "userId": "{{a}}", "amount": 2 }, { "group": ["{{b}}", "{{c}}", "{{d}}"], "amount": 4 } ] }
            """));

        // Two rounds of six give 4 and 8, the five after them 2 and 3: the group has eleven, which its three share.
        (await HoldAsync(system, workspace)).ShouldBe("6 4 4 3");
        (await Ledger.DifferencesAsync(system.Database, id)).ShouldBe(0);
    }

    [Fact]
    public async Task C5_a_team_is_a_group_of_those_who_are_in_it_when_the_request_is_accepted()
    {
        await using TestSystem system = await TestSystem.SetAsync(servers);
        TestWorkspace workspace = await system.WorkspaceAsync(w => w.WithConversations(open: 9));
        await system.Database.ExecuteAsync(
            "DELETE FROM workspace.team_members WHERE team_id = @team AND user_id = @agent", ("team", workspace.Team), ("agent", workspace.Agents[2]));

        Guid id = await system.CompleteAsync(Plan(workspace, $$"""{ "strategy": "round-robin", "recipients": [ { "teamId": "{{workspace.Team}}" } ] }"""));

        Guid[] members = [.. workspace.Agents.Take(2).Order()];
        (await system.Database.ReadAsync<string>(
            "SELECT (plan #>> '{conversations,recipients,0,teamId}') || ' ' || (plan #>> '{conversations,recipients,0,group}') FROM offboarding.cases WHERE id = @case", ("case", id)))
            .ShouldBe($"{workspace.Team} [\"{members[0]}\", \"{members[1]}\"]");
        (await system.Database.ReadAsync<long>("SELECT count(*) FROM workspace.conversations WHERE assignee_id = @first", ("first", members[0]))).ShouldBe(5);
        (await system.Database.ReadAsync<long>("SELECT count(*) FROM workspace.conversations WHERE assignee_id = @second", ("second", members[1]))).ShouldBe(4);
    }

    [Fact]
    public async Task F8_least_loaded_counts_once_and_gives_the_same_split_in_batches_of_any_size_and_after_a_restart()
    {
        const string LeastLoaded = """{ "strategy": "least-loaded", "onlyLeaversTeams": true }""";
        var splits = new List<string>();
        foreach (string batch in new[] { "1000", "3" })
        {
            await using TestSystem system = await TestSystem.SetAsync(servers, ("Steps:BatchSize", batch), ("Steps:Slice", "00:00:00.010"));
            TestWorkspace workspace = await system.WorkspaceAsync(w => w.WithConversations(open: 20));
            foreach ((Guid agent, int has) in workspace.Agents.Order().Zip([6, 0, 1]))
            {
                await system.Database.ExecuteAsync(
                    "INSERT INTO workspace.conversations (workspace_id, id, assignee_id, subject) SELECT @workspace, 1000000 + @has * 100 + i, @agent, 'x' FROM generate_series(1, @has) i",
                    ("workspace", workspace.Id), ("agent", agent), ("has", has));
            }

            Departure departure = Plan(workspace, LeastLoaded);
            Blocker? blocker = batch == "3" ? await Blocker.HoldAsync(system.Database, "UPDATE workspace.conversations SET subject = 'held' WHERE id = 7") : null;
            await system.Hr.SendAsync(departure);
            if (blocker is not null)
            {
                // In the middle: some are moved, one is held. Everybody gets new work from elsewhere, and the worker is started anew.
                await Eventually.ValueAsync(
                    () => system.Database.ReadAsync<long>("SELECT coalesce(sum(done), 0)::bigint FROM offboarding.steps WHERE name = 'reassign-conversations'"),
                    done => done >= 6, "some to be moved");
                await system.Database.ExecuteAsync(
                    "INSERT INTO workspace.conversations (workspace_id, id, assignee_id, subject) SELECT @workspace, 2000000 + i, @agent, 'new' FROM generate_series(1, 50) i",
                    ("workspace", workspace.Id), ("agent", workspace.Agents.Order().ElementAt(1)));
                await system.RestartWorkerAsync(("Steps:BatchSize", "3"));
                await blocker.DisposeAsync();
            }

            ReceivedEvent completed = await system.Events.OneAsync("offboarding.completed", e => e.RequestId == departure.RequestId);
            splits.Add(await system.Database.ReadAsync<string>(
                """
                SELECT string_agg(n::text, ' ' ORDER BY recipient_id)
                FROM (SELECT recipient_id, sum(cardinality(item_ids)) n FROM offboarding.handover WHERE case_id = @case GROUP BY 1) h
                """, ("case", completed.OffboardingId)));
        }

        // 6, 0 and 1 are there and 20 come: 27, nine each.
        splits.ShouldBe(["3 9 8", "3 9 8"]);
    }

    [Fact]
    public async Task F8_somebody_outside_the_leavers_teams_is_refused_by_name_and_path()
    {
        await using TestSystem system = await TestSystem.SetAsync(servers);
        TestWorkspace workspace = await system.WorkspaceAsync();

        ReceivedEvent refused = await system.RefuseAsync(Plan(workspace,
            $$"""{ "strategy": "round-robin", "onlyLeaversTeams": true, "recipients": [ { "userId": "{{workspace.Agents[0]}}" }, { "userId": "{{workspace.Admin}}" } ] }"""));

        refused.Text("code").ShouldBe("recipient-not-eligible");
        refused.Text("message").ShouldContain($"Recipient {workspace.Admin} is in none of the leaver's teams");
        refused["errors"]![0]!["path"]!.GetValue<string>().ShouldBe("handover.conversations.recipients[1].userId");
    }

    [Fact]
    public async Task A_plan_with_mistakes_is_refused_with_the_path_of_each_and_nothing_happens()
    {
        await using TestSystem system = await TestSystem.SetAsync(servers);
        TestWorkspace workspace = await system.WorkspaceAsync(w => w.WithConversations(open: 3));
        (Guid a, Guid b) = (workspace.Agents[0], workspace.Agents[1]);

        ReceivedEvent refused = await system.RefuseAsync(Plan(workspace, $$"""
            { "strategy": "fixed", "recipients": [ { "userId": "{{a}}", "amount": -1 }, { "group": ["{{b}}", "{{a}}"], "amount": 99999999999 }, { "amount": 1 } ] }
            """));

        refused.Text("code").ShouldBe("invalid-request");
        refused["errors"]!.AsArray().Select(e => e!["path"]!.GetValue<string>()).ShouldBe(
            [
                "handover.conversations.recipients[0].amount", "handover.conversations.recipients[1].amount",
                "handover.conversations.recipients[1].group[1]", "handover.conversations.recipients[2].userId",
            ], ignoreOrder: true);
        (await system.Database.ReadAsync<long>("SELECT count(*) FROM offboarding.cases")).ShouldBe(0);
    }

    private static Departure Plan(TestWorkspace workspace, string conversations) =>
        new(workspace) { Conversations = JsonNode.Parse(conversations)!.AsObject() };

    private static Task<string> HoldAsync(TestSystem system, TestWorkspace workspace) => system.Database.ReadAsync<string>(
        """
        SELECT string_agg((SELECT count(*) FROM workspace.conversations c WHERE c.assignee_id = agent)::text, ' ' ORDER BY n)
        FROM unnest(@agents) WITH ORDINALITY AS a (agent, n)
        """, ("agents", workspace.Agents.ToArray()));
}
