using Dapper;
using Npgsql;
using Offboarding.Worker.Infrastructure.Database;

namespace Offboarding.Worker.DeadLetters;

/// <summary>Reads what became of a refusal or a parked message.</summary>
internal static class StoredMessageRows
{
    public static Task<StoredMessage?> FindAsync(NpgsqlConnection connection, Guid messageId, CancellationToken cancellationToken) =>
        connection.QuerySingleOrDefaultAsync<StoredMessage>(new CommandDefinition(
            Sql.Read("stored-message"), new { messageId }, cancellationToken: cancellationToken));
}
