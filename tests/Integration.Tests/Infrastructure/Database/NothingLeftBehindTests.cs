using Npgsql;

namespace Offboarding.Integration.Tests.Infrastructure.Database;

/// <summary>The database itself refuses open work for somebody who is inactive (F5), whoever asks.</summary>
public sealed class NothingLeftBehindTests(Servers servers)
{
    [Fact]
    public async Task F5_open_work_cannot_be_given_to_somebody_who_is_inactive_or_deleted_one_by_one_or_in_bulk()
    {
        await using TestDatabase database = await TestDatabase.CreateAsync(servers.Postgres);
        TestWorkspace workspace = await LeaverIsOutAsync(database);
        (string Name, object? Value)[] parameters = [("workspace", workspace.Id), ("leaver", workspace.Leaver), ("agent", workspace.Agents[0])];
        string[] statements =
        [
            "INSERT INTO workspace.conversations (workspace_id, id, assignee_id, subject) VALUES (@workspace, 900, @leaver, 'x')",
            "INSERT INTO workspace.conversations (workspace_id, id, assignee_id, subject, status) VALUES (@workspace, 900, @leaver, 'x', 'snoozed')",
            "INSERT INTO workspace.conversations (workspace_id, id, assignee_id, subject) SELECT @workspace, 900 + n, CASE WHEN n = 77 THEN @leaver ELSE @agent END, 'x' FROM generate_series(1, 100) n",
            "UPDATE workspace.conversations SET assignee_id = @leaver WHERE id = 5",
            "UPDATE workspace.conversations SET assignee_id = @leaver",
        ];
        foreach (string status in new[] { "inactive", "deleted" })
        {
            await database.ExecuteAsync("UPDATE workspace.users SET status = @status WHERE id = @leaver", ("status", status), ("leaver", workspace.Leaver));
            foreach (string statement in statements)
            {
                PostgresException refused = await Should.ThrowAsync<PostgresException>(() => database.ExecuteAsync(statement, parameters), statement);
                refused.ConstraintName.ShouldBe("no_open_work_for_inactive_users", statement);
                refused.MessageText.ShouldContain(workspace.Leaver.ToString());
                refused.Hint!.ShouldContain("active user");
            }
        }
    }

    [Fact]
    public async Task Closed_work_and_work_that_stays_on_purpose_may_still_be_edited()
    {
        await using TestDatabase database = await TestDatabase.CreateAsync(servers.Postgres);
        TestWorkspace workspace = await new WorkspaceBuilder().WithConversations(open: 3, closed: 3).SaveAsync(database);
        // D4: nobody said who gets it, so it stays.
        await OutAsync(database, workspace);

        await database.ExecuteAsync("UPDATE workspace.conversations SET subject = 'edited', status = 'snoozed' WHERE status = 'open'");
        await database.ExecuteAsync("UPDATE workspace.conversations SET subject = 'edited' WHERE status = 'closed'");
        await database.ExecuteAsync("UPDATE workspace.conversations SET status = 'closed'");
        await database.ExecuteAsync(
            "INSERT INTO workspace.conversations (workspace_id, id, assignee_id, subject, status) VALUES (@workspace, 900, @leaver, 'imported', 'closed')",
            ("workspace", workspace.Id), ("leaver", workspace.Leaver));
        (await database.ReadAsync<long>("SELECT count(*) FROM workspace.conversations WHERE assignee_id = @leaver", ("leaver", workspace.Leaver))).ShouldBe(7);
    }

    [Theory]
    [InlineData("active", true)]
    [InlineData("inactive", false)]
    public async Task F5_a_closed_item_that_reopens_goes_to_the_successor_or_to_nobody(string successorStatus, bool toSuccessor)
    {
        await using TestDatabase database = await TestDatabase.CreateAsync(servers.Postgres);
        TestWorkspace workspace = await new WorkspaceBuilder().WithConversations(closed: 2).SaveAsync(database);
        await OutAsync(database, workspace);
        await database.ExecuteAsync(
            "UPDATE workspace.users SET successor_id = @agent WHERE id = @leaver; UPDATE workspace.users SET status = @status, sign_in_closed_at = now() WHERE id = @agent",
            ("agent", workspace.Agents[0]), ("leaver", workspace.Leaver), ("status", successorStatus));

        await database.ExecuteAsync("UPDATE workspace.conversations SET status = 'open' WHERE id = 1");

        (await database.ReadAsync<Guid?>("SELECT assignee_id FROM workspace.conversations WHERE id = 1")).ShouldBe(toSuccessor ? workspace.Agents[0] : null);
        (await database.ReadAsync<Guid?>("SELECT assignee_id FROM workspace.conversations WHERE id = 2")).ShouldBe(workspace.Leaver, "A4");
    }

    [Fact]
    public async Task The_colleague_who_got_everything_is_the_successor()
    {
        await using TestSystem system = await TestSystem.SetAsync(servers);
        TestWorkspace workspace = await system.WorkspaceAsync(w => w.WithConversations(closed: 1));
        await system.CompleteAsync(new Departure(workspace).Handing("one-colleague", workspace.Agents[1]));

        await system.Database.ExecuteAsync("UPDATE workspace.conversations SET status = 'open'");

        (await system.Database.ReadAsync<Guid?>("SELECT assignee_id FROM workspace.conversations")).ShouldBe(workspace.Agents[1]);
    }

    [Fact]
    public async Task F5_work_that_is_assigned_while_somebody_is_being_deactivated_is_there_before_or_refused_after()
    {
        await using TestDatabase database = await TestDatabase.CreateAsync(servers.Postgres);
        TestWorkspace workspace = await new WorkspaceBuilder().SaveAsync(database);
        (string Name, object Value)[] parameters = [("workspace", workspace.Id), ("leaver", workspace.Leaver)];

        // First the assignment: the deactivation waits for it.
        await using (Blocker assignment = await Blocker.HoldAsync(
            database, "INSERT INTO workspace.conversations (workspace_id, id, assignee_id, subject) VALUES (@workspace, 1, @leaver, 'x')", parameters))
        {
            Task deactivation = OutAsync(database, workspace);
            await assignment.IsInTheWayAsync(database);
            deactivation.IsCompleted.ShouldBeFalse();
            await assignment.ReleaseAsync();
            await deactivation;
        }

        // Then the deactivation: the assignment waits for it and is refused.
        await database.ExecuteAsync("UPDATE workspace.users SET status = 'active', sign_in_closed_at = NULL WHERE id = @leaver", ("leaver", workspace.Leaver));
        await using Blocker held = await Blocker.HoldAsync(
            database, "UPDATE workspace.users SET status = 'inactive', sign_in_closed_at = now() WHERE id = @leaver", ("leaver", workspace.Leaver));
        Task late = database.ExecuteAsync(
            "INSERT INTO workspace.conversations (workspace_id, id, assignee_id, subject) VALUES (@workspace, 2, @leaver, 'x')",
            ("workspace", workspace.Id), ("leaver", workspace.Leaver));
        await held.IsInTheWayAsync(database);
        await held.ReleaseAsync();
        (await Should.ThrowAsync<PostgresException>(() => late)).ConstraintName.ShouldBe("no_open_work_for_inactive_users");
    }

    [Fact]
    public async Task Somebody_who_edits_an_item_of_the_leaver_does_not_delay_the_lockout()
    {
        await using TestDatabase database = await TestDatabase.CreateAsync(servers.Postgres);
        TestWorkspace workspace = await new WorkspaceBuilder().WithConversations(open: 3).SaveAsync(database);
        await using Blocker edit = await Blocker.HoldAsync(database, "UPDATE workspace.conversations SET subject = 'being edited', status = 'snoozed'");
        await OutAsync(database, workspace);
        await edit.ReleaseAsync();
    }

    [Fact]
    public async Task F5_a_bulk_assignment_keeps_every_assignee_in_place_until_it_is_over()
    {
        await using TestDatabase database = await TestDatabase.CreateAsync(servers.Postgres);
        TestWorkspace workspace = await new WorkspaceBuilder().WithConversations(open: 9).SaveAsync(database);
        await using Blocker bulk = await Blocker.HoldAsync(
            database, "UPDATE workspace.conversations SET assignee_id = (@agents::uuid[])[1 + id % 3]", ("agents", workspace.Agents.ToArray()));
        foreach (Guid agent in workspace.Agents)
        {
            PostgresException waits = await Should.ThrowAsync<PostgresException>(() => database.ExecuteAsync(
                "SET LOCAL lock_timeout = '50ms'; UPDATE workspace.users SET status = 'inactive', sign_in_closed_at = now() WHERE id = @agent", ("agent", agent)));
            waits.SqlState.ShouldBe(PostgresErrorCodes.LockNotAvailable);
        }
    }

    private static async Task<TestWorkspace> LeaverIsOutAsync(TestDatabase database)
    {
        TestWorkspace workspace = await new WorkspaceBuilder().WithConversations(open: 10).SaveAsync(database);
        await database.ExecuteAsync("UPDATE workspace.conversations SET assignee_id = @agent", ("agent", workspace.Agents[0]));
        await OutAsync(database, workspace);
        return workspace;
    }

    private static Task OutAsync(TestDatabase database, TestWorkspace workspace) => database.ExecuteAsync(
        "UPDATE workspace.users SET status = 'inactive', sign_in_closed_at = now() WHERE id = @leaver", ("leaver", workspace.Leaver));
}
