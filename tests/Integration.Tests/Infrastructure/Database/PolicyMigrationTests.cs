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
        await using TestDatabase database = await TestDatabase.EmptyAsync(servers.Postgres);
        await MigrateUntilAsync(database.Owner, Before);
        await database.ExecuteAsync(
            """
            INSERT INTO workspace.workspaces (id, name, seat_limit, policies) VALUES
                ('a0000000-0000-4000-8000-000000000001', 'A', 1, '{"massChangePeople": "25 ", "requireCompleteHandover": "true", "theirOwn": [1]}'),
                ('a0000000-0000-4000-8000-000000000002', 'B', 1, '{"massChangePercent": "ten"}')
            """);

        PostgresException refused = await Should.ThrowAsync<PostgresException>(() => DatabaseMigrator.MigrateAsync(database.Owner, TestContext.Current.CancellationToken));
        refused.MessageText.ShouldContain("workspace a0000000-0000-4000-8000-000000000002: massChangePercent is \"ten\"");
        refused.MessageText.ShouldNotContain("a0000000-0000-4000-8000-000000000001");

        await database.ExecuteAsync("""UPDATE workspace.workspaces SET policies = '{"massChangePercent": 10}' WHERE name = 'B'""");
        await DatabaseMigrator.MigrateAsync(database.Owner, TestContext.Current.CancellationToken);
        (await database.ReadAsync<string>("SELECT policies::text FROM workspace.workspaces WHERE name = 'A'"))
            .ShouldBe("""{"theirOwn": [1], "massChangePeople": 25, "requireCompleteHandover": true}""");
    }

    /// <summary>As an earlier version left the database.</summary>
    internal static async Task MigrateUntilAsync(string owner, string name)
    {
        await using var context = new OffboardingDbContext(new DbContextOptionsBuilder<OffboardingDbContext>()
            .UseNpgsql(owner, npgsql => npgsql.MigrationsHistoryTable("migrations", "public")).Options);
        await context.GetService<IMigrator>().MigrateAsync(name, TestContext.Current.CancellationToken);
    }
}
