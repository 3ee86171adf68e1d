using Dapper;
using Npgsql;

namespace Offboarding.Worker.Persistence;

/// <summary>The lock under which guards are checked and seats are counted; the first of the lock order (design, section 6).</summary>
internal static class WorkspaceLock
{
    /// <summary>Takes the lock until the connection's transaction ends.</summary>
    /// <returns>False if there is no such workspace.</returns>
    public static async Task<bool> TakeAsync(NpgsqlConnection connection, Guid workspaceId, CancellationToken cancellationToken) =>
        await connection.ExecuteScalarAsync<Guid?>(new CommandDefinition(
            Sql.Read("lock-workspace.sql"), new { workspaceId }, cancellationToken: cancellationToken)) is not null;
}
