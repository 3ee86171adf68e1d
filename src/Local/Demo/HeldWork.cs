using Dapper;
using Npgsql;

namespace Offboarding.Local.Demo;

/// <summary>
/// Holds a few of a leaver's conversations as another program would that has them open: row locks in a transaction of its own, which ends with
/// <see cref="DisposeAsync"/>, and with the process at the latest.
/// </summary>
internal sealed class HeldWork : IAsyncDisposable
{
    private readonly NpgsqlConnection _connection;
    private readonly NpgsqlTransaction _transaction;

    private HeldWork(NpgsqlConnection connection, NpgsqlTransaction transaction, long items) =>
        (_connection, _transaction, Items) = (connection, transaction, items);

    /// <summary>How many are held.</summary>
    public long Items { get; }

    public static async Task<HeldWork> OfAsync(Guid leaver, string ownerConnectionString, CancellationToken cancellationToken)
    {
        var connection = new NpgsqlConnection(ownerConnectionString);
        try
        {
            await connection.OpenAsync(cancellationToken);
            NpgsqlTransaction transaction = await connection.BeginTransactionAsync(cancellationToken);
            long items = await connection.ExecuteScalarAsync<long>(new CommandDefinition(
                EmbeddedSql.Read("hold-work"), new { workspace = DemoWorkspace.Id, leaver }, transaction, cancellationToken: cancellationToken));
            return new HeldWork(connection, transaction, items);
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _transaction.DisposeAsync();
        await _connection.DisposeAsync();
    }
}
