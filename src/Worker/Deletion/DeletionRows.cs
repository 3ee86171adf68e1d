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
        Row row = await connection.QuerySingleAsync<Row>(new CommandDefinition(
            Sql.Read("deletion-facts"), new { workspaceId, userId }, cancellationToken: cancellationToken));
        return new DeletionFacts
        {
            Asker = await Asker.FindAsync(connection, workspaceId, requestedBy, cancellationToken),
            Now = row.Now,
            Status = row.Status,
            OwnsAccount = row.OwnsAccount,
            HeldSince = row.HeldSince,
            RetentionUntil = row.RetentionUntil,
            Deletion = row.Deletion,
            CaseInProgress = row.CaseInProgress,
            OpenWork = row.Status == "inactive"
                ? await OpenWork.OfAsync(connection, workspaceId, userId, cancellationToken)
                : new Dictionary<string, long>(),
        };
    }

    private sealed record Row
    {
        public DateTime Now { get; init; }

        public string? Status { get; init; }

        public bool OwnsAccount { get; init; }

        public DateTime? HeldSince { get; init; }

        public DateTime? RetentionUntil { get; init; }

        public Guid? Deletion { get; init; }

        public Guid? CaseInProgress { get; init; }
    }
}
