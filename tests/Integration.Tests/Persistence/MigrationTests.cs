using Npgsql;
using Offboarding.Worker.Persistence;

namespace Offboarding.Integration.Tests.Persistence;

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
        string name = $"empty_{Guid.NewGuid():n}";
        await ExecuteAsync($"CREATE DATABASE {name}");
        string owner = new NpgsqlConnectionStringBuilder(servers.Postgres.OwnerConnectionString) { Database = name }.ConnectionString;
        try
        {
            await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => DatabaseMigrator.MigrateAsync(owner, TestContext.Current.CancellationToken)));
            await using var connection = new NpgsqlConnection(owner);
            await connection.OpenAsync();
            await using var command = new NpgsqlCommand("""SELECT count(*) FROM public.migrations""", connection);
            ((long)(await command.ExecuteScalarAsync())!).ShouldBe(Migrations());
        }
        finally
        {
            await ExecuteAsync($"DROP DATABASE {name} WITH (FORCE)");
        }
    }

    [Fact]
    public async Task Views_made_by_another_version_are_laid_anew_and_stay_readable_for_the_dashboard()
    {
        await using TestDatabase database = await TestDatabase.CreateAsync(servers.Postgres);
        await ExecuteAsync("COMMENT ON SCHEMA dashboard IS 'an older version'; DROP VIEW dashboard.outbox", database.Owner);

        await DatabaseMigrator.MigrateAsync(database.Owner, TestContext.Current.CancellationToken);

        await ExecuteAsync("SET ROLE offboarding_dashboard; SELECT * FROM dashboard.outbox", database.Owner);
    }

    private static int Migrations() => typeof(DatabaseMigrator).Assembly.GetManifestResourceNames().Count(name => char.IsAsciiDigit(name[0]));

    private Task ExecuteAsync(string sql) => ExecuteAsync(sql, servers.Postgres.OwnerConnectionString);

    private static async Task ExecuteAsync(string sql, string owner)
    {
        await using var connection = new NpgsqlConnection(owner);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
