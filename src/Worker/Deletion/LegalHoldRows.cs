using Dapper;
using Npgsql;
using Offboarding.Worker.Infrastructure.Database;
using Offboarding.Worker.Intake;

namespace Offboarding.Worker.Deletion;

/// <summary>Reads the facts of a hold, under the workspace's lock, with the person locked.</summary>
internal static class LegalHoldRows
{
    public static async Task<LegalHoldFacts> FactsAsync(
        NpgsqlConnection connection, Guid workspaceId, Guid userId, Guid requestedBy, CancellationToken cancellationToken)
    {
        (string? Status, Guid? HoldId) row = await connection.QuerySingleOrDefaultAsync<(string?, Guid?)>(new CommandDefinition(
            Sql.Read("legal-hold-facts"), new { workspaceId, userId }, cancellationToken: cancellationToken));
        return new LegalHoldFacts(
            await Asker.FindAsync(connection, workspaceId, requestedBy, cancellationToken),
            await DatabaseClock.NowAsync(connection, cancellationToken), row.Status, row.HoldId);
    }
}
