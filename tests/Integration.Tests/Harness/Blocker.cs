using Npgsql;

namespace Offboarding.Integration.Tests.Harness;

/// <summary>Somebody else with an open transaction, so that a race has the order a test wants.</summary>
public sealed class Blocker : IAsyncDisposable
{
    private readonly NpgsqlConnection _connection;
    private readonly NpgsqlTransaction _transaction;

    private Blocker(NpgsqlConnection connection, NpgsqlTransaction transaction) => (_connection, _transaction) = (connection, transaction);

    /// <summary>Runs statements and keeps what they lock.</summary>
    public static async Task<Blocker> HoldAsync(TestDatabase database, string sql, params (string Name, object Value)[] parameters)
    {
        var connection = new NpgsqlConnection(database.Owner);
        await connection.OpenAsync();
        NpgsqlTransaction transaction = await connection.BeginTransactionAsync();
        await using var command = new NpgsqlCommand(sql, connection, transaction);
        foreach ((string name, object value) in parameters)
        {
            command.Parameters.AddWithValue(name, value);
        }

        await command.ExecuteNonQueryAsync();
        return new Blocker(connection, transaction);
    }

    /// <summary>Waits until the worker waits for what is held here, and not only for the 50 ms of a batch's first try.</summary>
    public async Task IsInTheWayAsync(TestDatabase database) => await Eventually.TrueAsync(
        async () => await database.ReadAsync<bool>(
            "SELECT EXISTS (SELECT FROM pg_stat_activity WHERE @pid = ANY(pg_blocking_pids(pid)) AND clock_timestamp() - query_start > interval '100 ms')", ("pid", _connection.ProcessID)),
        "the worker to wait for a lock");

    public Task ReleaseAsync() => _transaction.CommitAsync();

    public async ValueTask DisposeAsync()
    {
        await _transaction.DisposeAsync();
        await _connection.DisposeAsync();
    }
}
