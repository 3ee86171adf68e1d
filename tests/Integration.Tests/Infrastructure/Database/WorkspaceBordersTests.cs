using Npgsql;

namespace Offboarding.Integration.Tests.Infrastructure.Database;

/// <summary>The database itself keeps workspaces apart and work away from people who left.</summary>
public sealed class WorkspaceBordersTests(Servers servers)
{
    [Theory]
    [InlineData("INSERT INTO workspace.conversations (workspace_id, assignee_id, subject) VALUES (@here, @stranger, 'x')")]
    [InlineData("INSERT INTO workspace.contacts (workspace_id, assignee_id, name) VALUES (@here, @stranger, 'x')")]
    [InlineData("INSERT INTO workspace.leads (workspace_id, assignee_id, title) VALUES (@here, @stranger, 'x')")]
    [InlineData("INSERT INTO workspace.tasks (workspace_id, assignee_id, title) VALUES (@here, @stranger, 'x')")]
    [InlineData("INSERT INTO workspace.sessions (workspace_id, user_id) VALUES (@here, @stranger)")]
    [InlineData("INSERT INTO workspace.user_roles (workspace_id, user_id, role) VALUES (@here, @stranger, 'owner')")]
    [InlineData("UPDATE workspace.workspaces SET account_owner_id = @stranger WHERE id = @here; SET CONSTRAINTS ALL IMMEDIATE")]
    [InlineData("UPDATE workspace.users SET successor_id = @stranger WHERE workspace_id = @here")]
    public async Task Nothing_in_one_workspace_can_point_at_a_user_of_another(string statement)
    {
        await using TestDatabase database = await TestDatabase.CreateAsync(servers.Postgres);
        TestWorkspace here = await new WorkspaceBuilder().SaveAsync(database);
        TestWorkspace elsewhere = await new WorkspaceBuilder().SaveAsync(database);

        PostgresException refused = await Should.ThrowAsync<PostgresException>(
            () => database.ExecuteAsync(statement, ("here", here.Id), ("stranger", elsewhere.Admin)));

        refused.SqlState.ShouldBe(PostgresErrorCodes.ForeignKeyViolation);
    }

    [Fact]
    public async Task F5_an_assignment_and_a_deactivation_that_race_are_ordered_and_none_slips_between()
    {
        await using TestSystem system = await TestSystem.SetAsync(servers);
        for (int round = 0; round < 10; round++)
        {
            TestWorkspace workspace = await system.WorkspaceAsync(w => w.WithConversations(open: 20));
            Departure departure = new Departure(workspace).Handing("round-robin", [.. workspace.Agents]);
            using var stop = new CancellationTokenSource();
            Task<(int Taken, int Refused)> assigning = AssignAsync(system.Database, workspace, stop.Token);

            await system.CompleteAsync(departure);
            await stop.CancelAsync();
            (int taken, int refused) = await assigning;

            (await system.Database.ReadAsync<long>(
                "SELECT count(*) FROM workspace.conversations WHERE assignee_id = @leaver AND status <> 'closed'", ("leaver", workspace.Leaver))).ShouldBe(0);
            (await system.Database.ReadAsync<long>(
                "SELECT count(*) FROM workspace.conversations WHERE workspace_id = @workspace", ("workspace", workspace.Id))).ShouldBe(20 + taken);
            refused.ShouldBeGreaterThan(0, "assignments went on after the deactivation");
        }
    }

    /// <summary>Gives the leaver new conversations, as fast as one connection can, until told to stop and refused at least once.</summary>
    private static async Task<(int Taken, int Refused)> AssignAsync(TestDatabase database, TestWorkspace workspace, CancellationToken stop)
    {
        (int taken, int refused) = (0, 0);
        while (!stop.IsCancellationRequested || refused == 0)
        {
            try
            {
                await database.ExecuteAsync(
                    "INSERT INTO workspace.conversations (workspace_id, id, assignee_id, subject) VALUES (@workspace, @id, @leaver, 'new')",
                    ("workspace", workspace.Id), ("id", 1000L + taken), ("leaver", workspace.Leaver));
                taken++;
            }
            catch (PostgresException error) when (error.ConstraintName == "no_open_work_for_inactive_users")
            {
                refused++;
            }
        }

        return (taken, refused);
    }
}
