using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql;
using Offboarding.Worker.Infrastructure.Database;

namespace Offboarding.Integration.Tests.Infrastructure.Database;

/// <summary>What happens to policies that an earlier version took and did not understand.</summary>
public sealed class PolicyMigrationTests(Servers servers)
{
    /// <summary>The name of 20261128_0110_DashboardSessions as Entity Framework reads it, which takes the first 15 characters for a time.</summary>
    internal const string Before = "ashboardSessions";

    [Fact]
    public async Task A_guard_with_a_blank_in_it_holds_after_the_migration_and_one_that_nobody_can_read_stops_it_with_words()
    {
        string name = $"policies_{Guid.NewGuid():n}";
        await RunAsync($"CREATE DATABASE {name}", servers.Postgres.OwnerConnectionString);
        string owner = new NpgsqlConnectionStringBuilder(servers.Postgres.OwnerConnectionString) { Database = name }.ConnectionString;
        try
        {
            await MigrateUntilAsync(owner, Before);
            await RunAsync(
                """
                INSERT INTO workspace.workspaces (id, name, seat_limit, policies) VALUES
                    ('a0000000-0000-4000-8000-000000000001', 'A', 1, '{"massChangePeople": "25 ", "requireCompleteHandover": "true", "theirOwn": [1]}'),
                    ('a0000000-0000-4000-8000-000000000002', 'B', 1, '{"massChangePercent": "ten"}')
                """,
                owner);

            PostgresException refused = await Should.ThrowAsync<PostgresException>(() => DatabaseMigrator.MigrateAsync(owner, TestContext.Current.CancellationToken));
            refused.MessageText.ShouldContain("workspace a0000000-0000-4000-8000-000000000002: massChangePercent is \"ten\"");
            refused.MessageText.ShouldNotContain("a0000000-0000-4000-8000-000000000001");

            await RunAsync("""UPDATE workspace.workspaces SET policies = '{"massChangePercent": 10}' WHERE name = 'B'""", owner);
            await DatabaseMigrator.MigrateAsync(owner, TestContext.Current.CancellationToken);
            (await RunAsync("SELECT policies::text FROM workspace.workspaces WHERE name = 'A'", owner))
                .ShouldBe("""{"theirOwn": [1], "massChangePeople": 25, "requireCompleteHandover": true}""");
        }
        finally
        {
            await RunAsync($"DROP DATABASE {name} WITH (FORCE)", servers.Postgres.OwnerConnectionString);
        }
    }

    /// <summary>As an earlier version left the database.</summary>
    internal static async Task MigrateUntilAsync(string owner, string name)
    {
        await using var context = new OffboardingDbContext(new DbContextOptionsBuilder<OffboardingDbContext>()
            .UseNpgsql(owner, npgsql => npgsql.MigrationsHistoryTable("migrations", "public")).Options);
        await context.GetService<IMigrator>().MigrateAsync(name, TestContext.Current.CancellationToken);
    }

    /// <returns>What the statement answers first.</returns>
    internal static async Task<object?> RunAsync(string sql, string connectionString)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync();
    }
}
