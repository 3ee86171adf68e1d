using Dapper;
using Npgsql;

namespace Offboarding.Worker.Infrastructure.Database;

/// <summary>The one clock of the product: every instant that is kept or sent is the database's.</summary>
internal static class DatabaseClock
{
    /// <summary>The start of the connection's transaction, UTC.</summary>
    public static Task<DateTime> NowAsync(NpgsqlConnection connection, CancellationToken cancellationToken) =>
        connection.ExecuteScalarAsync<DateTime>(new CommandDefinition(Sql.Read("now"), cancellationToken: cancellationToken));
}
