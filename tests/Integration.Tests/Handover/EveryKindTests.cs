using System.Text.Json.Nodes;

namespace Offboarding.Integration.Tests.Handover;

/// <summary>Contacts, leads and tasks: each kind with its own counter and its own plan, next to conversations.</summary>
public sealed class EveryKindTests(SharedSystem shared) : IClassFixture<SharedSystem>
{
    [Fact]
    public async Task C2_each_kind_has_its_own_counter_and_its_own_allocation()
    {
        await using TestSystem system = await shared.SetAsync();
        TestWorkspace workspace = await system.WorkspaceAsync(w => w.WithConversations(open: 5));
        await FillAsync(system, workspace);
        (Guid first, Guid second) = (workspace.Agents[0], workspace.Agents[1]);

        await SendAsync(system, workspace, new JsonObject
        {
            ["conversations"] = To("one-colleague", (second, null)),
            ["contacts"] = To("ratio", (first, 3), (second, 1)),
            ["leads"] = To("one-colleague", (first, null)),
            ["tasks"] = To("fixed", (second, 4)),
        });
        ReceivedEvent completed = await system.Events.OneAsync("offboarding.completed");

        (await CountersAsync(system, completed.OffboardingId)).ShouldBe(
            "reassign-contacts 104/104, reassign-conversations 5/5, reassign-leads 9/9, reassign-tasks 4/4");
        (await HoldsAsync(system, "contacts", first)).ShouldBe(78);
        (await HoldsAsync(system, "contacts", second)).ShouldBe(26);
        (await HoldsAsync(system, "leads", first)).ShouldBe(9);
        (await HoldsAsync(system, "tasks", second)).ShouldBe(4);
        (await HoldsAsync(system, "tasks", workspace.Leaver)).ShouldBe(12 - 4 + 3, "C4: what is left over stays, and C8: so do completed tasks");
        (await HoldsAsync(system, "leads", workspace.Leaver)).ShouldBe(2, "won and lost leads are history");
        (await HoldsAsync(system, "contacts", workspace.Leaver)).ShouldBe(1, "a deleted contact is nobody's work");
        (await system.Events.AtLeastAsync(4, "offboarding.work-reassigned")).Select(e => e.Text("kind")).ShouldBe(
            ["conversations", "contacts", "leads", "tasks"], ignoreOrder: true);
    }

    [Fact]
    public async Task C7_leads_for_somebody_outside_the_sales_team_are_refused_and_the_person_is_named()
    {
        await using TestSystem system = await shared.SetAsync();
        TestWorkspace workspace = await system.WorkspaceAsync();

        await SendAsync(system, workspace, new JsonObject { ["leads"] = To("one-colleague", (workspace.Agents[1], null)) });

        ReceivedEvent refused = await system.Events.OneAsync("offboarding.refused");
        refused.Text("code").ShouldBe("recipient-not-eligible");
        refused.Text("message").ShouldContain(workspace.Agents[1].ToString());
        refused.Message.ToJsonString().ShouldNotContain("Ypsilon", Case.Sensitive, "events carry no names");
        (await system.Database.ReadAsync<string>(
            "SELECT p.name FROM dashboard.refusals r JOIN dashboard.refusal_people p ON p.refusal_id = r.id WHERE p.id = @agent", ("agent", workspace.Agents[1])))
            .ShouldBe("Agent 2 Ypsilon", "ops see who it is");
        (await system.Database.ReadAsync<string>("SELECT status FROM workspace.users WHERE id = @leaver", ("leaver", workspace.Leaver)))
            .ShouldBe("active", "nothing happened before the refusal");
    }

    [Fact]
    public async Task C6_a_workspace_that_insists_gets_n_of_n_or_a_refusal_with_the_counters()
    {
        await using TestSystem system = await shared.SetAsync();
        TestWorkspace workspace = await system.WorkspaceAsync();
        await FillAsync(system, workspace);
        await system.Database.ExecuteAsync("UPDATE workspace.workspaces SET policies = '{\"requireCompleteHandover\": true}'");
        JsonObject some = To("round-robin", (workspace.Agents[0], null));

        await SendAsync(system, workspace, new JsonObject { ["contacts"] = some.DeepClone(), ["tasks"] = To("fixed", (workspace.Agents[0], 11)) });
        ReceivedEvent refused = await system.Events.OneAsync("offboarding.refused");
        refused.Text("code").ShouldBe("handover-incomplete");
        refused.Text("message").ShouldContain("conversations 0/0, contacts 104/104, leads 0/9, tasks 11/12");

        await SendAsync(system, workspace, new JsonObject
        {
            ["contacts"] = some.DeepClone(),
            ["leads"] = some.DeepClone(),
            ["tasks"] = some.DeepClone(),
        });
        await system.Events.OneAsync("offboarding.completed");
        (await HoldsAsync(system, "tasks", workspace.Agents[0])).ShouldBe(12);
    }

    [Theory]
    [InlineData("contacts", "name", "active", "deleted")]
    [InlineData("leads", "title", "open", "won")]
    [InlineData("tasks", "title", "pending", "completed")]
    public async Task F5_no_open_item_of_any_kind_can_be_put_on_somebody_who_left(string table, string label, string open, string closed)
    {
        await using TestSystem system = await shared.SetAsync();
        TestWorkspace workspace = await system.WorkspaceAsync();
        await system.CompleteAsync(new Departure(workspace));
        string insert = $"INSERT INTO workspace.{table} (workspace_id, assignee_id, {label}, status) VALUES (@workspace, @leaver, 'x', @status)";
        (string, object?)[] Values(string status) => [("workspace", workspace.Id), ("leaver", workspace.Leaver), ("status", status)];

        Exception refused = await Should.ThrowAsync<Npgsql.PostgresException>(() => system.Database.ExecuteAsync(insert, Values(open)));
        refused.Message.ShouldContain($"user {workspace.Leaver} is inactive and cannot be given work");

        await system.Database.ExecuteAsync(insert, Values(closed));
        await system.Database.ExecuteAsync($"UPDATE workspace.{table} SET status = @status", ("status", open));
        (await system.Database.ReadAsync<long>($"SELECT count(*) FROM workspace.{table} WHERE assignee_id IS NULL")).ShouldBe(1, "it reopened on nobody");
    }

    private static JsonObject To(string strategy, params (Guid User, int? Amount)[] recipients) => new()
    {
        ["strategy"] = strategy,
        ["recipients"] = new JsonArray([.. recipients.Select(r =>
            r.Amount is { } amount ? new JsonObject { ["userId"] = r.User, ["amount"] = amount } : new JsonObject { ["userId"] = r.User })]),
    };

    private static Task SendAsync(TestSystem system, TestWorkspace workspace, JsonObject plan)
    {
        JsonObject request = new Departure(workspace).ToJson();
        request["handover"] = plan;
        return system.Hr.SendAsync(HrSystem.Deactivate, request);
    }

    /// <summary>104 contacts and a deleted one, 9 open leads and 2 closed ones, 12 pending tasks and 3 completed ones.</summary>
    private static Task FillAsync(TestSystem system, TestWorkspace workspace) => system.Database.ExecuteAsync(
        """
        INSERT INTO workspace.contacts (workspace_id, assignee_id, name, status)
        SELECT @workspace, @leaver, 'c' || i, CASE WHEN i = 50 THEN 'deleted' ELSE 'active' END FROM generate_series(1, 105) i;
        INSERT INTO workspace.leads (workspace_id, assignee_id, title, status)
        SELECT @workspace, @leaver, 'l' || i, CASE i WHEN 3 THEN 'won' WHEN 7 THEN 'lost' ELSE 'open' END FROM generate_series(1, 11) i;
        INSERT INTO workspace.tasks (workspace_id, assignee_id, title, status)
        SELECT @workspace, @leaver, 't' || i, CASE WHEN i <= 3 THEN 'completed' ELSE 'pending' END FROM generate_series(1, 15) i;
        """,
        ("workspace", workspace.Id), ("leaver", workspace.Leaver));

    private static Task<long> HoldsAsync(TestSystem system, string table, Guid user) =>
        system.Database.ReadAsync<long>($"SELECT count(*) FROM workspace.{table} WHERE assignee_id = @user", ("user", user));

    private static Task<string> CountersAsync(TestSystem system, Guid caseId) => system.Database.ReadAsync<string>(
        "SELECT string_agg(format('%s %s/%s', name, done, total), ', ' ORDER BY name) FROM offboarding.steps WHERE case_id = @case AND name LIKE 'reassign-%'",
        ("case", caseId));
}
