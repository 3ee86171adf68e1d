using Npgsql;
using Offboarding.Telemetry;
using Offboarding.Worker.Infrastructure.Database;

namespace Offboarding.Integration.Tests.Infrastructure.Database;

/// <summary>What the connections of the worker do when nobody uses them, and where they lead.</summary>
public sealed class ConnectionTests(Servers servers)
{
    [Fact]
    public async Task The_server_ends_a_session_whose_client_is_silent_and_no_other()
    {
        await using TestDatabase database = await TestDatabase.CreateAsync(servers.Postgres);
        // With a sign of life each second, four seconds are silence.
        string login = DatabaseRegistration.Configured($"{database.Worker};Keepalive=1").ConnectionString;
        await using NpgsqlDataSource living = Signals.OpenDatabase(login, "living");
        int pooled = await PidAsync(living);
        // The same session settings, and a client that says nothing.
        await using var silent = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(login) { KeepAlive = 0 });
        int quiet = await PidAsync(silent);

        await Eventually.TrueAsync(
            () => database.ReadAsync<bool>("SELECT NOT EXISTS (SELECT FROM pg_stat_activity WHERE pid = @pid)", ("pid", quiet)), "the silent session to be ended", TimeSpan.FromSeconds(60));
        await Eventually.TrueAsync(
            () => database.ReadAsync<bool>("SELECT state_change > backend_start + interval '6 s' FROM pg_stat_activity WHERE pid = @pid", ("pid", pooled)),
            "the other one to have shown that it lives for longer than that", TimeSpan.FromSeconds(60));
        (await PidAsync(living)).ShouldBe(pooled);
    }

    [Fact]
    public async Task Of_several_hosts_the_primary_is_used_by_every_pool()
    {
        await using PostgresServer primary = await PostgresServer.StartOwnAsync();
        await using PostgresServer standby = await primary.StartStandbyAsync();
        // The standby is named first.
        await using PostgresServer both = PostgresServer.Both(standby, primary);
        await using TestDatabase database = await TestDatabase.CreateAsync(both);
        string given = new NpgsqlConnectionStringBuilder(database.Worker) { TargetSessionAttributes = null }.ConnectionString;

        string login = DatabaseRegistration.Configured(given).ConnectionString;

        await using NpgsqlDataSource worker = Signals.OpenDatabase(login, "worker");
        await using NpgsqlDataSource dashboard = Signals.OpenDatabase(given, "dashboard");
        await using var hangfire = new NpgsqlConnection(login);
        await hangfire.OpenAsync(TestContext.Current.CancellationToken);
        (await IsStandbyAsync(hangfire)).ShouldBeFalse();
        foreach (NpgsqlDataSource pool in new[] { worker, dashboard })
        {
            await using NpgsqlConnection connection = await pool.OpenConnectionAsync(TestContext.Current.CancellationToken);
            (await IsStandbyAsync(connection)).ShouldBeFalse();
        }
    }

    private static async Task<int> PidAsync(NpgsqlDataSource pool)
    {
        await using NpgsqlConnection connection = await pool.OpenConnectionAsync(TestContext.Current.CancellationToken);
        return connection.ProcessID;
    }

    private static async Task<bool> IsStandbyAsync(NpgsqlConnection connection)
    {
        await using var command = new NpgsqlCommand("SELECT pg_is_in_recovery()", connection);
        return (bool)(await command.ExecuteScalarAsync(TestContext.Current.CancellationToken))!;
    }
}
