using Dapper;
using Npgsql;
using Offboarding.Worker.Handover;
using Offboarding.Worker.Infrastructure.Database;
using Offboarding.Worker.Intake;

namespace Offboarding.Worker.Deletion;

/// <summary>Reads the facts of a deletion, under the workspace's lock.</summary>
internal static class DeletionRows
{
    public static async Task<DeletionFacts> FactsAsync(
        NpgsqlConnection connection, Guid workspaceId, Guid userId, Guid requestedBy, CancellationToken cancellationToken)
    {
        DeletionFacts row = await connection.QuerySingleAsync<DeletionFacts>(new CommandDefinition(
            Sql.Read("deletion-facts"), new { workspaceId, userId }, cancellationToken: cancellationToken));
        return row with
        {
            Asker = await Asker.FindAsync(connection, workspaceId, requestedBy, cancellationToken),
            OpenWork = row.Status == "inactive"
                ? await OpenWork.OfAsync(connection, workspaceId, userId, cancellationToken)
                : row.OpenWork,
        };
    }
}
