using Dapper;
using Npgsql;
using Offboarding.Contracts;
using Offboarding.Worker.Audit;
using Offboarding.Worker.Infrastructure.Database;

namespace Offboarding.Worker.Ownership;

/// <summary>Transfers what somebody owns, under the workspace's lock and in the connection's transaction.</summary>
internal static class OwnershipStore
{
    public static async Task<OwnershipFacts> FactsAsync(
        NpgsqlConnection connection, Guid workspaceId, Guid userId, Guid nextOwner, CancellationToken cancellationToken) =>
        await connection.QuerySingleAsync<OwnershipFacts>(new CommandDefinition(
            Sql.Read("ownership-facts"), new { workspaceId, userId, nextOwner }, cancellationToken: cancellationToken));

    /// <param name="connection">With the transaction and the workspace's lock.</param>
    /// <param name="said">The event; it says everything there is to do.</param>
    /// <param name="caseId">The departure it belongs to, if it does.</param>
    /// <param name="requestedBy">Who asked.</param>
    /// <param name="cancellationToken">Cancels the statements.</param>
    public static async Task TransferAsync(
        NpgsqlConnection connection, OwnershipTransferred said, Guid? caseId, Guid requestedBy, CancellationToken cancellationToken)
    {
        await connection.ExecuteAsync(new CommandDefinition(
            Sql.Read("transfer-ownership"), new { said.WorkspaceId, said.UserId, said.NextOwner }, cancellationToken: cancellationToken));
        await AuditTrail.AddAsync(
            connection,
            new AuditEntry(said.WorkspaceId, caseId, requestedBy.ToString(), "ownership-transferred", said.RequestId,
                new { said.UserId, said.NextOwner, said.Account, said.OwnerRole }),
            cancellationToken);
    }
}

/// <summary>What somebody owns, and who is to get it, under the workspace's lock.</summary>
public sealed record OwnershipFacts
{
    /// <summary>Has the role owner.</summary>
    public required bool HasRole { get; init; }

    /// <summary>Owns the account.</summary>
    public required bool OwnsAccount { get; init; }

    /// <summary>Who is to get it.</summary>
    public required Guid NextOwner { get; init; }

    /// <summary>active, inactive, invited, deleted; null: not a user of the workspace.</summary>
    public string? NextStatus { get; init; }

    /// <summary>full or partner.</summary>
    public string? NextKind { get; init; }

    /// <summary>There is something to transfer.</summary>
    public bool OwnsAnything => HasRole || OwnsAccount;
}
