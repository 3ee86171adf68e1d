using Npgsql;

namespace Offboarding.Integration.Tests.Infrastructure.Database;

/// <summary>B5, B7: the database keeps an id for one person, whoever writes: also the application around us.</summary>
public sealed class IdentityTests(Servers servers)
{
    [Theory]
    [InlineData("inactive", "UPDATE workspace.users SET name = 'Somebody New' WHERE id = @leaver", "no_identity_is_recycled")]
    [InlineData("inactive", "UPDATE workspace.users SET email = 'new@example.test' WHERE id = @leaver", "no_identity_is_recycled")]
    [InlineData("inactive", "UPDATE workspace.users SET name = 'Somebody New', status = 'active', sign_in_closed_at = NULL WHERE id = @leaver", "no_identity_is_recycled")]
    [InlineData("deleted", "UPDATE workspace.users SET name = 'Somebody New' WHERE id = @leaver", "no_identity_is_recycled")]
    [InlineData("deleted", "UPDATE workspace.users SET status = 'active', sign_in_closed_at = NULL WHERE id = @leaver", "no_identity_is_recycled")]
    [InlineData("deleted", "UPDATE workspace.users SET password_hash = 'argon2id$new' WHERE id = @leaver", "no_identity_is_recycled")]
    [InlineData("active", "UPDATE workspace.users SET id = gen_random_uuid() WHERE id = @leaver", "no_identity_is_recycled")]
    [InlineData("active", "DELETE FROM workspace.users WHERE id = @leaver", "a_user_is_kept_for_ever")]
    [InlineData("deleted", "DELETE FROM workspace.users WHERE id = @leaver", "a_user_is_kept_for_ever")]
    public async Task B7_a_leavers_user_cannot_become_somebody_else_and_B5_its_id_is_kept(string status, string statement, string constraint)
    {
        await using TestDatabase database = await TestDatabase.CreateAsync(servers.Postgres);
        TestWorkspace workspace = await LeaverAsync(database, status);

        PostgresException refused = await Should.ThrowAsync<PostgresException>(() => database.ExecuteAsync(statement, ("leaver", workspace.Leaver)));

        refused.ConstraintName.ShouldBe(constraint);
    }

    [Theory]
    [InlineData("active", "UPDATE workspace.users SET name = 'Married Name', email = 'married@example.test' WHERE id = @leaver")]
    [InlineData("inactive", "UPDATE workspace.users SET status = 'active', sign_in_closed_at = NULL, password_hash = 'argon2id$reset' WHERE id = @leaver")]
    [InlineData("inactive", "UPDATE workspace.users SET successor_id = NULL WHERE id = @leaver")]
    [InlineData("deleted", "UPDATE workspace.users SET name = 'Deleted user', password_hash = NULL WHERE id = @leaver")]
    public async Task What_happens_to_one_and_the_same_person_is_possible(string status, string statement)
    {
        await using TestDatabase database = await TestDatabase.CreateAsync(servers.Postgres);
        TestWorkspace workspace = await LeaverAsync(database, status);

        await database.ExecuteAsync(statement, ("leaver", workspace.Leaver));
    }

    private static async Task<TestWorkspace> LeaverAsync(TestDatabase database, string status)
    {
        TestWorkspace workspace = await new WorkspaceBuilder().SaveAsync(database, TestContext.Current.CancellationToken);
        await database.ExecuteAsync(
            "UPDATE workspace.users SET status = @status, sign_in_closed_at = CASE WHEN @status <> 'active' THEN now() END WHERE id = @leaver",
            ("status", status), ("leaver", workspace.Leaver));
        return workspace;
    }
}
