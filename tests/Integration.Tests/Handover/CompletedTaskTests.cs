using System.Text.Json.Nodes;

namespace Offboarding.Integration.Tests.Handover;

/// <summary>Completed tasks are kept, or removed where the workspace's policy says so; everything else that is history stays (C8, D3).</summary>
public sealed class CompletedTaskTests(Servers servers)
{
    [Theory]
    [InlineData("{}")]
    [InlineData("{\"removeCompletedTasks\": false}")]
    [InlineData("{\"removeCompletedTasks\": null}")]
    public async Task A4_completed_tasks_are_kept_unless_the_policy_says_otherwise(string policies)
    {
        await using TestSystem system = await TestSystem.SetAsync(servers);
        TestWorkspace workspace = await FillAsync(system, policies);
        string before = await HistoryAsync(system, workspace);

        Guid id = await CompleteAsync(system, workspace);

        (await HistoryAsync(system, workspace)).ShouldBe(before);
        (await StepsAsync(system, id)).ShouldNotContain("remove-completed-tasks");
    }

    [Fact]
    public async Task C8_the_policy_removes_the_leavers_completed_tasks_in_batches_and_D3_notes_and_closed_work_are_never_touched()
    {
        await using TestSystem system = await TestSystem.SetAsync(servers, ("Steps:BatchSize", "4"));
        TestWorkspace workspace = await FillAsync(system, "{\"removeCompletedTasks\": true}");
        string before = await HistoryAsync(system, workspace, withTasks: false);

        Guid id = await CompleteAsync(system, workspace);

        (await system.Database.ReadAsync<string>(
            "SELECT string_agg(coalesce(u.name, '') || ' ' || t.status || ' ' || n, ', ' ORDER BY u.name, t.status) FROM (SELECT workspace_id, assignee_id, status, count(*) n FROM workspace.tasks GROUP BY 1, 2, 3) t JOIN workspace.users u ON u.id = t.assignee_id"))
            .ShouldBe("Agent 1 Ypsilon completed 2, Agent 1 Ypsilon pending 12", "theirs is removed, a colleague's is not");
        (await HistoryAsync(system, workspace, withTasks: false)).ShouldBe(before);
        (await StepsAsync(system, id)).ShouldContain("remove-completed-tasks done 11/11");
        (await system.Database.ReadAsync<long>(
            "SELECT (details ->> 'tasks')::bigint FROM offboarding.audit WHERE case_id = @case AND action = 'completed-tasks-removed'", ("case", id))).ShouldBe(11);
        ReceivedEvent completed = await system.Events.OneAsync("offboarding.completed");
        completed["steps"]!.AsArray().Single(s => s!["step"]!.GetValue<string>() == "remove-completed-tasks")!["done"]!.GetValue<long>().ShouldBe(11);
    }

    private static Task<Guid> CompleteAsync(TestSystem system, TestWorkspace workspace) => system.CompleteAsync(new Departure(workspace)
    {
        More = new JsonObject
        {
            ["tasks"] = new JsonObject
            {
                ["strategy"] = "one-colleague",
                ["recipients"] = new JsonArray(new JsonObject { ["userId"] = workspace.Agents[0] }),
            },
        },
    });

    /// <summary>12 pending and 11 completed tasks, two completed ones of a colleague, closed work of every kind, notes and ratings.</summary>
    private static async Task<TestWorkspace> FillAsync(TestSystem system, string policies)
    {
        TestWorkspace workspace = await system.WorkspaceAsync(w => w.WithConversations(open: 3, closed: 4));
        await system.Database.ExecuteAsync(
            """
            UPDATE workspace.workspaces SET policies = @policies::jsonb WHERE id = @workspace;
            INSERT INTO workspace.tasks (workspace_id, assignee_id, title, status)
            SELECT @workspace, @leaver, 't' || i, CASE WHEN i <= 11 THEN 'completed' ELSE 'pending' END FROM generate_series(1, 23) i;
            INSERT INTO workspace.tasks (workspace_id, assignee_id, title, status) SELECT @workspace, @agent, 'a', 'completed' FROM generate_series(1, 2);
            INSERT INTO workspace.leads (workspace_id, assignee_id, title, status) VALUES (@workspace, @leaver, 'l', 'won'), (@workspace, @leaver, 'l', 'lost');
            INSERT INTO workspace.contacts (workspace_id, assignee_id, name, status) VALUES (@workspace, @leaver, 'c', 'deleted');
            INSERT INTO workspace.notes (workspace_id, conversation_id, author_id, body) SELECT @workspace, i, @leaver, 'note' FROM generate_series(1, 7) i;
            INSERT INTO workspace.ratings (workspace_id, conversation_id, user_id, score) VALUES (@workspace, 7, @leaver, 5);
            """,
            ("policies", policies), ("workspace", workspace.Id), ("leaver", workspace.Leaver), ("agent", workspace.Agents[0]));
        return workspace;
    }

    private static Task<string> StepsAsync(TestSystem system, Guid caseId) => system.Database.ReadAsync<string>(
        "SELECT string_agg(name || ' ' || status || ' ' || done || '/' || total, ', ') FROM offboarding.steps WHERE case_id = @case", ("case", caseId));

    /// <summary>Every column of what is history.</summary>
    private static Task<string> HistoryAsync(TestSystem system, TestWorkspace workspace, bool withTasks = true) => system.Database.ReadAsync<string>(
        """
        SELECT string_agg(row, E'\n' ORDER BY row) FROM (
            SELECT t::text AS row FROM workspace.tasks t WHERE @withTasks AND status = 'completed'
            UNION ALL SELECT c::text FROM workspace.conversations c WHERE status = 'closed'
            UNION ALL SELECT l::text FROM workspace.leads l WHERE status <> 'open'
            UNION ALL SELECT c::text FROM workspace.contacts c WHERE status = 'deleted'
            UNION ALL SELECT n::text FROM workspace.notes n
            UNION ALL SELECT r::text FROM workspace.ratings r) history
        """,
        ("withTasks", withTasks), ("workspace", workspace.Id));
}
