using Microsoft.Extensions.Options;
using Npgsql;

namespace Offboarding.Worker.Infrastructure.Database;

/// <summary>
/// Refuses a pooler between the worker and PostgreSQL that gives each transaction another session (PgBouncer with <c>pool_mode = transaction</c>): prepared
/// statements, LISTEN and <c>statement_timeout</c> need one. They would fail now and then instead of at the start.
/// </summary>
internal static class PoolerCheck
{
    private const string Key = $"ConnectionStrings:{DatabaseRegistration.ConnectionName}";

    private const string Remedy =
        "Connect to PostgreSQL itself, or to a pool with pool_mode = session that passes the startup parameter options on. The worker pools its connections: Maximum Pool Size limits them.";

    /// <summary>Looks for a pooler; a database that is away is none.</summary>
    /// <exception cref="OptionsValidationException">There is one.</exception>
    public static async Task RunAsync(NpgsqlDataSource database, CancellationToken cancellationToken)
    {
        string? found;
        try
        {
            found = await FindAsync(database, cancellationToken);
        }
        catch (PostgresException error) when (error.SqlState == PostgresErrorCodes.ProtocolViolation)
        {
            found = $"leads to a connection pooler that refuses the startup parameter options ({error.MessageText})";
        }
        catch (NpgsqlException)
        {
            return;
        }

        if (found is not null)
        {
            throw new OptionsValidationException(Key, typeof(DatabaseOptions), [$"{Key} {found}. {Remedy}"]);
        }
    }

    private static async Task<string?> FindAsync(NpgsqlDataSource database, CancellationToken cancellationToken)
    {
        await using NpgsqlConnection one = await database.OpenConnectionAsync(cancellationToken);
        (int session, string timeout) = await SessionAsync(one, cancellationToken);

        // A pooler gives this transaction the session that has just become free, and the next statement of the first connection gets another one.
        await using NpgsqlConnection other = await database.OpenConnectionAsync(cancellationToken);
        await using NpgsqlTransaction transaction = await other.BeginTransactionAsync(cancellationToken);
        await SessionAsync(other, cancellationToken);
        if ((await SessionAsync(one, cancellationToken)).Session != session)
        {
            return "leads to a connection pooler that gives each transaction another session";
        }

        return timeout == DatabaseRegistration.ServerTimeout ? null : $"leads to a connection pooler that drops settings of the connection: statement_timeout is {timeout}";
    }

    private static async Task<(int Session, string Timeout)> SessionAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(Sql.Read("session"), connection);
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        return (reader.GetInt32(0), reader.GetString(1));
    }
}
