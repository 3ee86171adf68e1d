using Dapper;
using Npgsql;
using Offboarding.Worker.Infrastructure.Database;

namespace Offboarding.Testing;

/// <summary>A migrated database for one test: a copy of a template that is migrated once for each server. Dropped on dispose.</summary>
public sealed class TestDatabase : IAsyncDisposable
{
    internal const string LoginPassword = "only-for-tests";

    private readonly PostgresServer _server;

    /// <summary>
    /// Dapper makes code for each statement, and again for each connection string. Here every test has one of its own, all for the same tables: a suite
    /// would spend half of its processor time in the compiler.
    /// </summary>
    static TestDatabase() => SqlMapper.ConnectionStringComparer = EqualityComparer<string>.Create(static (_, _) => true, static _ => 0);

    private TestDatabase(PostgresServer server, string name)
    {
        (_server, Name) = (server, name);
        Owner = server.ConnectionString(name);
        Worker = server.ConnectionString(name, "worker_login");
        Dashboard = server.ConnectionString(name, "dashboard_login");
    }

    public string Name { get; }

    /// <summary>Connection string of a superuser: for arranging and for looking.</summary>
    public string Owner { get; }

    /// <summary>Connection string of <c>worker_login</c>, a member of <c>offboarding_worker</c>.</summary>
    public string Worker { get; }

    /// <summary>Connection string of <c>dashboard_login</c>, a member of <c>offboarding_dashboard</c>.</summary>
    public string Dashboard { get; }

    /// <summary>Makes a database; the first one of a server takes about 2 s, each further one about 0.1 s.</summary>
    public static async Task<TestDatabase> CreateAsync(PostgresServer server, CancellationToken cancellationToken = default)
    {
        string name = $"test_{Guid.NewGuid():n}";
        await server.CopyTemplateAsync(
            name,
            async owner =>
            {
                await DatabaseMigrator.MigrateAsync(owner, cancellationToken);
                await server.ExecuteAsync(Resources.Read("logins.sql").Replace(":password", LoginPassword, StringComparison.Ordinal), cancellationToken);
            },
            cancellationToken);
        return new TestDatabase(server, name);
    }

    /// <summary>Makes a database that somebody else migrates, for example an older build; the logins are there afterwards.</summary>
    public static async Task<TestDatabase> CreateAsync(PostgresServer server, Func<string, Task> migrate, CancellationToken cancellationToken = default)
    {
        TestDatabase database = await EmptyAsync(server, cancellationToken);
        await migrate(database.Owner);
        await server.ExecuteAsync(Resources.Read("logins.sql").Replace(":password", LoginPassword, StringComparison.Ordinal), cancellationToken);
        return database;
    }

    /// <summary>Makes an empty database, for tests that migrate it themselves.</summary>
    public static async Task<TestDatabase> EmptyAsync(PostgresServer server, CancellationToken cancellationToken = default)
    {
        var database = new TestDatabase(server, $"test_{Guid.NewGuid():n}");
        await server.ExecuteAsync($"CREATE DATABASE {database.Name}", cancellationToken);
        return database;
    }

    /// <summary>A database of that name, made or brought up to date; not to be disposed where it is to be kept.</summary>
    public static async Task<TestDatabase> KeptAsync(PostgresServer server, string name, CancellationToken cancellationToken = default)
    {
        var database = new TestDatabase(server, name);
        if (!await server.ExistsAsync(name, cancellationToken))
        {
            await server.ExecuteAsync($"CREATE DATABASE {name}", cancellationToken);
        }

        await DatabaseMigrator.MigrateAsync(server.ConnectionString(name, pooling: false), cancellationToken);
        await server.ExecuteAsync(Resources.Read("logins.sql").Replace(":password", LoginPassword, StringComparison.Ordinal), cancellationToken);
        return database;
    }

    /// <summary>Runs statements as the owner.</summary>
    public async Task ExecuteAsync(string sql, params (string Name, object? Value)[] parameters)
    {
        await using NpgsqlConnection connection = await OpenAsync();
        await using NpgsqlCommand command = Command(connection, sql, parameters);
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>The first column of the first row, as the owner; SQL's null is an error unless <typeparamref name="T"/> allows it.</summary>
    public async Task<T> ReadAsync<T>(string sql, params (string Name, object? Value)[] parameters)
    {
        await using NpgsqlConnection connection = await OpenAsync();
        await using NpgsqlCommand command = Command(connection, sql, parameters);
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync();
        if (!await reader.ReadAsync())
        {
            throw new InvalidOperationException($"No row: {sql}");
        }

        return await reader.IsDBNullAsync(0) && default(T) is null ? default! : await reader.GetFieldValueAsync<T>(0);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (string connectionString in new[] { Owner, Worker, Dashboard })
        {
            await using var connection = new NpgsqlConnection(connectionString);
            NpgsqlConnection.ClearPool(connection);
        }

        await _server.ExecuteAsync($"DROP DATABASE IF EXISTS {Name} WITH (FORCE)", CancellationToken.None);
    }

    private static NpgsqlCommand Command(NpgsqlConnection connection, string sql, (string Name, object? Value)[] parameters)
    {
        var command = new NpgsqlCommand(sql, connection);
        foreach ((string name, object? value) in parameters)
        {
            command.Parameters.AddWithValue(name, value ?? DBNull.Value);
        }

        return command;
    }

    private async Task<NpgsqlConnection> OpenAsync()
    {
        var connection = new NpgsqlConnection(Owner);
        await connection.OpenAsync();
        return connection;
    }
}
