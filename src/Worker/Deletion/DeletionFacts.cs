using Dapper;
using Npgsql;
using Offboarding.Worker.Handover;
using Offboarding.Worker.Infrastructure.Database;
using Offboarding.Worker.Intake;

namespace Offboarding.Worker.Deletion;

/// <summary>What the database says, under the workspace's lock, about a wish to permanently delete a user.</summary>
public sealed record DeletionFacts
{
    public required Asker Asker { get; init; }

    /// <summary>UTC, the start of the transaction by the database's clock.</summary>
    public required DateTime Now { get; init; }

    /// <summary>active, inactive, invited, deleted; null: no such user in this workspace.</summary>
    public string? Status { get; init; }

    public bool OwnsAccount { get; init; }

    /// <summary>Since when a legal hold stands against it (F10); null: none does.</summary>
    public DateTime? HeldSince { get; init; }

    /// <summary>Until when somebody inactive has to be kept, by the workspace's policy <c>retentionDays</c> (D10).</summary>
    public DateTime? RetentionUntil { get; init; }

    /// <summary>A deletion of the person that is not over.</summary>
    public Guid? Deletion { get; init; }

    /// <summary>A departure, a reassign or an undo for the person that has started and is not over.</summary>
    public Guid? CaseInProgress { get; init; }

    /// <summary>The open items of somebody inactive for each kind of work, without those they have none of (F5).</summary>
    public IReadOnlyDictionary<string, long> OpenWork { get; init; } = new Dictionary<string, long>();
}

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
