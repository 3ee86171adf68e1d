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
            ((long)(await command.ExecuteScalarAsync())!).ShouldBe(5);
        }
        finally
        {
            await ExecuteAsync($"DROP DATABASE {name} WITH (FORCE)");
        }
    }

    private async Task ExecuteAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(servers.Postgres.OwnerConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
