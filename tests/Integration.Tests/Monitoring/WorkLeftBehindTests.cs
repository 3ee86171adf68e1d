using Microsoft.Extensions.DependencyInjection;
using Offboarding.Worker.Monitoring;

namespace Offboarding.Integration.Tests.Monitoring;

/// <summary>F5, the last line: work that got past the triggers is found and handed over.</summary>
public sealed class WorkLeftBehindTests(Servers servers)
{
    [Fact]
    public async Task F5_work_that_got_onto_somebody_who_is_gone_opens_the_case_again_and_is_handed_over()
    {
        await using TestSystem system = await TestSystem.SetAsync(servers);
        TestWorkspace workspace = await system.WorkspaceAsync(w => w.WithConversations(open: 5));
        Guid caseId = await system.CompleteAsync(new Departure(workspace).Handing("round-robin", workspace.Agents[0], workspace.Agents[1]));
        ReceivedEvent first = await system.Events.OneAsync("offboarding.completed");

        await PastTheTriggersAsync(system, "UPDATE workspace.conversations SET assignee_id = @leaver WHERE id IN (2, 4)", workspace);
        (await LookAsync(system)).ShouldBe(1, "the recurring job looks");

        ReceivedEvent reopened = await system.Events.OneAsync("offboarding.reopened");
        reopened.OffboardingId.ShouldBe(caseId);
        reopened["steps"]!.AsArray().ShouldHaveSingleItem()!.GetValue<string>().ShouldBe("reassign-conversations");
        reopened.Number("times").ShouldBe(1);
        ReceivedEvent again = await system.Events.OneAsync("offboarding.completed", e => e.EventId != first.EventId);
        again.OffboardingId.ShouldBe(caseId, "another event of the same case: a subscriber that drops doubles hears it");
        (await HeldAsync(system, workspace)).ShouldBe(0);
        (await system.Database.ReadAsync<string>(
            "SELECT done || ' of ' || total FROM offboarding.steps WHERE case_id = @case AND name = 'reassign-conversations'", ("case", caseId))).ShouldBe("7 of 7");
        (await system.Database.ReadAsync<long>("SELECT count(*) FROM offboarding.audit WHERE case_id = @case AND action = 'reopened'", ("case", caseId))).ShouldBe(1);
        (await LookAsync(system)).ShouldBe(0, "it is quiet again");
    }

    [Fact]
    public async Task F5_of_two_reassigns_of_one_person_one_is_opened_again_after_the_other()
    {
        await using TestSystem system = await TestSystem.SetAsync(servers);
        TestWorkspace workspace = await system.WorkspaceAsync(w => w.WithConversations(open: 3));
        await system.Database.ExecuteAsync("INSERT INTO workspace.contacts (workspace_id, id, name, assignee_id) VALUES (@workspace, 70, 'Client', @leaver)",
            ("workspace", workspace.Id), ("leaver", workspace.Leaver));
        await system.CompleteAsync(new Departure(workspace));
        await system.Hr.SendAsync(Reassign.Exchange, new Reassign(workspace).Handing("conversations", "one-colleague", workspace.Agents[0]).ToJson());
        await system.Events.OneAsync("offboarding.reassignment-completed");
        await system.Hr.SendAsync(Reassign.Exchange, new Reassign(workspace).Handing("contacts", "one-colleague", workspace.Agents[0]).ToJson());
        await system.Events.AtLeastAsync(2, "offboarding.reassignment-completed");
        await PastTheTriggersAsync(
            system,
            """
            UPDATE workspace.conversations SET assignee_id = @leaver WHERE workspace_id = @workspace AND id = 2;
            ALTER TABLE workspace.contacts DISABLE TRIGGER USER;
            UPDATE workspace.contacts SET assignee_id = @leaver WHERE workspace_id = @workspace AND id = 70;
            ALTER TABLE workspace.contacts ENABLE TRIGGER USER
            """,
            workspace);

        (await LookAsync(system)).ShouldBe(1);
        await system.Events.AtLeastAsync(3, "offboarding.reassignment-completed");
        (await LookAsync(system)).ShouldBe(1);
        await system.Events.AtLeastAsync(4, "offboarding.reassignment-completed");
        (await HeldAsync(system, workspace)).ShouldBe(0);
        (await system.Database.ReadAsync<bool>("SELECT assignee_id = @agent FROM workspace.contacts WHERE workspace_id = @workspace AND id = 70",
            ("agent", workspace.Agents[0]), ("workspace", workspace.Id))).ShouldBeTrue();
    }

    [Fact]
    public async Task F5_the_second_look_under_the_workspaces_lock_is_at_those_alone_who_were_found_in_the_first()
    {
        await using TestSystem system = await TestSystem.SetAsync(servers);
        TestWorkspace workspace = await system.WorkspaceAsync(w => w.WithConversations(open: 4));
        Guid second = workspace.Agents[0];
        await system.CompleteAsync(new Departure(workspace).Handing("one-colleague", workspace.Agents[1]));
        await system.CompleteAsync(new Departure(workspace) { User = second }.Handing("one-colleague", workspace.Agents[1]));
        await PastTheTriggersAsync(
            system, $"UPDATE workspace.conversations SET assignee_id = CASE id WHEN 2 THEN @leaver ELSE '{second}' END WHERE workspace_id = @workspace AND id IN (2, 3)", workspace);
        await using var connection = new Npgsql.NpgsqlConnection(system.Database.Worker);
        await connection.OpenAsync(TestContext.Current.CancellationToken);

        (await FoundAsync(workspace.Leaver)).ShouldBe([workspace.Leaver]);
        (await FoundAsync(second)).ShouldBe([second]);
        (await FoundAsync(workspace.Agents[1])).ShouldBeEmpty();
        (await LookAsync(system)).ShouldBe(2);

        async Task<IEnumerable<Guid>> FoundAsync(Guid user) =>
            (await GonePortions.FindAsync(connection, PeopleRange.Of(workspace.Id, [user]), TestContext.Current.CancellationToken)).Select(found => found.UserId);
    }

    [Fact]
    public async Task F5_everybody_who_is_gone_is_looked_at_in_portions_round_after_round()
    {
        await using TestDatabase database = await TestDatabase.CreateAsync(servers.Postgres, TestContext.Current.CancellationToken);
        TestWorkspace workspace = await new WorkspaceBuilder().SaveAsync(database, TestContext.Current.CancellationToken);
        await database.ExecuteAsync("UPDATE workspace.users SET status = 'inactive', sign_in_closed_at = now() WHERE workspace_id = @id AND id = ANY(@agents)",
            ("id", workspace.Id), ("agents", workspace.Agents.Append(workspace.Leaver).ToArray()));
        long gone = await database.ReadAsync<long>("SELECT count(*) FROM workspace.users WHERE status = 'inactive'");
        await using var connection = new Npgsql.NpgsqlConnection(database.Owner);
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        var portions = new GonePortions(size: 2, TimeSpan.Zero);

        for (int round = 0; round < 2; round++)
        {
            for (long run = 0; run < gone / 2; run++)
            {
                (await portions.RunAsync(connection, TimeProvider.System, TestContext.Current.CancellationToken)).Round.ShouldBeNull();
            }

            (await portions.RunAsync(connection, TimeProvider.System, TestContext.Current.CancellationToken)).Round.ShouldBeEmpty();
        }
    }

    [Fact]
    public async Task What_somebody_decided_to_leave_there_is_left_there()
    {
        await using TestSystem system = await TestSystem.SetAsync(servers);
        // D4: no instructions.
        TestWorkspace silent = await system.WorkspaceAsync(w => w.WithConversations(open: 2));
        await system.CompleteAsync(new Departure(silent));
        // C4: beyond the amounts.
        TestWorkspace some = await system.WorkspaceAsync(w => w.WithConversations(open: 5));
        await system.CompleteAsync(new Departure(some).Handing("fixed", (some.Agents[0], 3)));
        // A reassign of some of it says nothing about the rest.
        TestWorkspace filtered = await system.WorkspaceAsync(w => w.WithConversations(open: 2, snoozed: 2));
        await system.CompleteAsync(new Departure(filtered));
        var snoozed = new Reassign(filtered) { Filter = new() { ["conversationStatuses"] = new System.Text.Json.Nodes.JsonArray("snoozed") } };
        await system.Hr.SendAsync(Reassign.Exchange, snoozed.Handing("conversations", "unassigned").ToJson());
        await system.Events.OneAsync("offboarding.reassignment-completed");
        // Somebody who is back holds what they like.
        TestWorkspace back = await system.WorkspaceAsync(w => w.WithConversations(open: 2));
        await system.CompleteAsync(new Departure(back).Handing("one-colleague", back.Agents[0]));
        await system.Database.ExecuteAsync(
            "UPDATE workspace.users SET status = 'active', sign_in_closed_at = NULL WHERE id = @leaver; UPDATE workspace.conversations SET assignee_id = @leaver WHERE workspace_id = @workspace",
            ("leaver", back.Leaver), ("workspace", back.Id));

        (await LookAsync(system)).ShouldBe(0);

        (await system.Database.ReadAsync<string>(
            "SELECT string_agg(items::text, ' ' ORDER BY items) FROM dashboard.work_of_inactive_users")).ShouldBe("2 2 2", "D11: it can be found all the same");
        // A reassign of everything is a decision too: from here on nothing may be left.
        await system.Hr.SendAsync(Reassign.Exchange, new Reassign(silent).Handing("conversations", "one-colleague", silent.Agents[1]).ToJson());
        await system.Events.AtLeastAsync(2, "offboarding.reassignment-completed");
        await PastTheTriggersAsync(system, "UPDATE workspace.conversations SET assignee_id = @leaver WHERE workspace_id = @workspace AND id = 1", silent);
        (await LookAsync(system)).ShouldBe(1);
        await system.Events.AtLeastAsync(3, "offboarding.reassignment-completed");
        (await HeldAsync(system, silent)).ShouldBe(0);
    }

    [Fact]
    public async Task D4_what_a_changed_plan_keeps_is_left_there_and_the_case_stays_completed()
    {
        await using TestSystem system = await TestSystem.SetAsync(servers);
        TestWorkspace workspace = await system.WorkspaceAsync(w => w.WithConversations(open: 5));
        await FailingTable.MakeAsync(system.Database, "not now");
        Guid caseId = await system.OpenAsync(new Departure(workspace).Handing("one-colleague", workspace.Agents[0]));
        await system.BecomesAsync(caseId, "needs-attention");
        await FailingTable.EndAsync(system.Database);
        await system.AskAsync(new TestCommand("offboarding.change-handover", workspace).With("offboardingId", caseId)
            .With("handover", new System.Text.Json.Nodes.JsonObject { ["conversations"] = Departure.Allocation("keep") }));
        await system.BecomesAsync(caseId, "completed");
        (await HeldAsync(system, workspace)).ShouldBe(5);

        (await LookAsync(system)).ShouldBe(0);

        (await system.StateAsync(caseId)).ShouldBe("completed");
    }

    private static Task<int> LookAsync(TestSystem system) =>
        system.Worker.Services.GetRequiredService<WorkLeftBehind>().ReopenAsync(TestContext.Current.CancellationToken);

    /// <summary>As the owner of the tables can, and a restore does.</summary>
    private static Task PastTheTriggersAsync(TestSystem system, string sql, TestWorkspace workspace) => system.Database.ExecuteAsync(
        $"ALTER TABLE workspace.conversations DISABLE TRIGGER USER; {sql}; ALTER TABLE workspace.conversations ENABLE TRIGGER USER",
        ("leaver", workspace.Leaver), ("workspace", workspace.Id));

    private static Task<long> HeldAsync(TestSystem system, TestWorkspace workspace) => system.Database.ReadAsync<long>(
        "SELECT count(*) FROM workspace.conversations WHERE workspace_id = @workspace AND assignee_id = @leaver", ("workspace", workspace.Id), ("leaver", workspace.Leaver));
}
