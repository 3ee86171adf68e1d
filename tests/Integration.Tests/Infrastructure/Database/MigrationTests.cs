using Npgsql;
using Offboarding.Worker.Infrastructure.Database;

namespace Offboarding.Integration.Tests.Infrastructure.Database;

/// <summary>Migrations run once, however often and from wherever they are started.</summary>
public sealed class MigrationTests(Servers servers)
{
    [Fact]
    public async Task A_database_that_is_up_to_date_is_left_alone()
    {
        await using TestDatabase database = await TestDatabase.CreateAsync(servers.Postgres);
        (await DatabaseMigrator.MigrateAsync(database.Owner, TestContext.Current.CancellationToken)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Several_that_start_at_once_on_an_empty_database_apply_each_migration_once()
    {
        await using TestDatabase database = await TestDatabase.EmptyAsync(servers.Postgres);
        await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => DatabaseMigrator.MigrateAsync(database.Owner, TestContext.Current.CancellationToken)));
        (await database.ReadAsync<long>("SELECT count(*) FROM public.migrations")).ShouldBe(Migrations());
    }

    [Fact]
    public async Task Views_made_by_another_version_are_laid_anew_and_stay_readable_for_the_dashboard()
    {
        await using TestDatabase database = await TestDatabase.CreateAsync(servers.Postgres);
        await database.ExecuteAsync("COMMENT ON SCHEMA dashboard IS 'an older version'; DROP VIEW dashboard.outbox");

        await DatabaseMigrator.MigrateAsync(database.Owner, TestContext.Current.CancellationToken);

        await database.ExecuteAsync("SET ROLE offboarding_dashboard; SELECT * FROM dashboard.outbox");
    }

    [Fact]
    public async Task A_table_that_somebody_holds_is_asked_for_in_short_turns_and_others_write_to_it_meanwhile()
    {
        await using TestDatabase database = await TestDatabase.EmptyAsync(servers.Postgres);
        string owner = new NpgsqlConnectionStringBuilder(database.Owner) { ApplicationName = "help desk" }.ConnectionString;
        await PolicyMigrationTests.MigrateUntilAsync(owner, PolicyMigrationTests.Before);
        await using var helpDesk = new NpgsqlConnection(owner);
        await helpDesk.OpenAsync();
        await using NpgsqlTransaction holds = await helpDesk.BeginTransactionAsync();
        await ExecuteAsync("UPDATE workspace.workspaces SET name = name", helpDesk);

        var said = new System.Collections.Concurrent.ConcurrentQueue<string>();
        Task<IReadOnlyList<string>> migration = DatabaseMigrator.MigrateAsync(owner, TestContext.Current.CancellationToken, said.Enqueue);
        await Eventually.TrueAsync(() => said.Count(s => s.Contains("lock timeout", StringComparison.Ordinal)) >= 2, "two turns to be over");
        said.ShouldContain(s => s.StartsWith("20261128_0111_TheDatabaseSaysNo: ", StringComparison.Ordinal) && s.Contains("In a transaction: help desk (process ", StringComparison.Ordinal));
        await database.ExecuteAsync("SET lock_timeout = '5s'; UPDATE workspace.workspaces SET name = name");
        migration.IsCompleted.ShouldBeFalse();

        await holds.CommitAsync();
        (await migration)[0].ShouldBe("20261128_0111_TheDatabaseSaysNo");
    }

    [Fact]
    public async Task A_migration_in_parts_goes_on_with_the_part_whose_table_somebody_holds_and_keeps_the_others()
    {
        await using TestDatabase database = await TestDatabase.EmptyAsync(servers.Postgres);
        // As Entity Framework reads 20261128_0043_SuccessorsByKind; the next one is 0050, of the tables outbox, cases and lists.
        await PolicyMigrationTests.MigrateUntilAsync(database.Owner, "uccessorsByKind");
        await using var helpDesk = new NpgsqlConnection(database.Owner);
        await helpDesk.OpenAsync();
        await using NpgsqlTransaction holds = await helpDesk.BeginTransactionAsync();
        await ExecuteAsync("LOCK TABLE offboarding.lists IN ROW EXCLUSIVE MODE", helpDesk);

        var said = new System.Collections.Concurrent.ConcurrentQueue<string>();
        Task<IReadOnlyList<string>> migration = DatabaseMigrator.MigrateAsync(database.Owner, TestContext.Current.CancellationToken, said.Enqueue);
        await Eventually.TrueAsync(() => said.Count(s => s.Contains("lock timeout", StringComparison.Ordinal)) >= 2, "two turns to be over");
        (await database.ReadAsync<string>("SELECT string_agg(migration || ' ' || part, ', ' ORDER BY part) FROM public.migration_parts")).ShouldBe("TraceContexts 0, TraceContexts 1");
        (await database.ReadAsync<string>(
            """
            SELECT string_agg(relname::text, ', ' ORDER BY relname) FROM pg_attribute JOIN pg_class c ON c.oid = attrelid
            WHERE attname = 'traceparent' AND c.relname IN ('outbox', 'cases', 'lists')
            """)).ShouldBe("cases, outbox");

        await holds.CommitAsync();
        (await migration)[0].ShouldBe("20261128_0050_TraceContexts");
        (await database.ReadAsync<string>("SELECT count(*)::text FROM public.migration_parts")).ShouldBe("0");
    }

    [Fact]
    public async Task An_index_that_was_left_half_built_is_built_anew()
    {
        await using TestDatabase database = await TestDatabase.CreateAsync(servers.Postgres);
        await database.ExecuteAsync(
            """
            UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'offboarding.answers_by_time'::regclass;
            DELETE FROM public.migrations WHERE "MigrationId" = '20261128_0150_IndexesOfLargeTables'
            """);

        (await DatabaseMigrator.MigrateAsync(database.Owner, TestContext.Current.CancellationToken)).ShouldBe(["20261128_0150_IndexesOfLargeTables"]);

        (await database.ReadAsync<bool>("SELECT indisvalid FROM pg_index WHERE indexrelid = 'offboarding.answers_by_time'::regclass")).ShouldBeTrue();
    }

    private static int Migrations() => typeof(DatabaseMigrator).Assembly.GetManifestResourceNames().Count(name => char.IsAsciiDigit(name[0]));

    private static async Task ExecuteAsync(string sql, NpgsqlConnection connection)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
