using Dapper;
using Npgsql;
using Offboarding.Worker.Infrastructure.Database;

namespace Offboarding.Worker.Audit;

/// <summary>Goes through the audit trail of every workspace and names what is not as it was written (F7).</summary>
public static class AuditVerifier
{
    /// <returns>Nothing if all is well.</returns>
    public static async Task<IReadOnlyList<AuditFinding>> VerifyAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using NpgsqlTransaction transaction = await BeginAsync(connection, cancellationToken);
        IEnumerable<(Guid WorkspaceId, long Number, long AuditId, string Problem)> rows =
            await connection.QueryAsync<(Guid, long, long, string)>(new CommandDefinition(
                Sql.Read("verify-audit"), commandTimeout: 0, cancellationToken: cancellationToken));
        return [.. rows.Select(r => new AuditFinding(
            r.WorkspaceId, r.Number, r.AuditId,
            Enum.Parse<AuditProblem>(r.Problem.Replace("-", "", StringComparison.Ordinal), ignoreCase: true)))];
    }

    /// <summary>
    /// Puts the hash of what the ledger got since the last time into the chain of each workspace: from then on a change of it is found as well.
    /// </summary>
    /// <param name="connection">The worker's.</param>
    /// <param name="age">Rows have to be this old, so that none with a lower id is still to be committed.</param>
    /// <param name="cancellationToken">Stops between two portions.</param>
    /// <returns>The number of seals.</returns>
    public static async Task<int> SealLedgerAsync(NpgsqlConnection connection, TimeSpan age, CancellationToken cancellationToken)
    {
        int seals = 0;
        while (await SealPortionAsync(connection, age, cancellationToken) is > 0 and int more)
        {
            seals += more;
        }

        return seals;
    }

    private static async Task<int> SealPortionAsync(NpgsqlConnection connection, TimeSpan age, CancellationToken cancellationToken)
    {
        await using NpgsqlTransaction transaction = await BeginAsync(connection, cancellationToken);
        int seals = await connection.ExecuteAsync(new CommandDefinition(
            Sql.Read("seal-ledger"), new { age, actor = AuditEntry.System }, commandTimeout: 0, cancellationToken: cancellationToken));
        await transaction.CommitAsync(cancellationToken);
        return seals;
    }

    private static async Task<NpgsqlTransaction> BeginAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        NpgsqlTransaction transaction = await connection.BeginTransactionAsync(cancellationToken);
        await connection.ExecuteAsync(new CommandDefinition(Sql.Read("no-time-limit"), cancellationToken: cancellationToken));
        return transaction;
    }

    /// <summary>The end of each chain.</summary>
    public static async Task<IReadOnlyList<AuditHead>> HeadsAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        IEnumerable<(Guid WorkspaceId, long Number, string Hash)> rows = await connection.QueryAsync<(Guid, long, string)>(
            new CommandDefinition(Sql.Read("audit-heads"), cancellationToken: cancellationToken));
        return [.. rows.Select(r => new AuditHead(r.WorkspaceId, r.Number, r.Hash))];
    }
}

/// <summary>The end of a workspace's audit trail. A copy kept elsewhere proves later that nothing before it was rewritten.</summary>
/// <param name="WorkspaceId">Whose trail.</param>
/// <param name="Number">Number of entries.</param>
/// <param name="Hash">SHA-256 over the last entry and the hash before it, in hex.</param>
public sealed record AuditHead(Guid WorkspaceId, long Number, string Hash);

/// <summary>One thing that is wrong with the audit trail.</summary>
/// <param name="WorkspaceId">Whose trail.</param>
/// <param name="Number">The place in the workspace's chain, from 1; 0 where there is none.</param>
/// <param name="AuditId">The entry; 0 where there is none any more.</param>
/// <param name="Problem">What is wrong.</param>
public sealed record AuditFinding(Guid WorkspaceId, long Number, long AuditId, AuditProblem Problem);

/// <summary>Something in the audit trail is not as it was written (F7).</summary>
public enum AuditProblem
{
    /// <summary>The entry reads differently now.</summary>
    Changed,

    /// <summary>The chain knows the entry and it is gone.</summary>
    Missing,

    /// <summary>Entries between this one and the one before it are gone, from the chain too.</summary>
    MissingBefore,

    /// <summary>The last entries of the workspace are gone, from the chain too.</summary>
    MissingAtTheEnd,

    /// <summary>The entry does not follow the one it was written after.</summary>
    Reordered,

    /// <summary>The entry was written past the chain.</summary>
    NotInTheChain,

    /// <summary>Rows of the ledger of what went to whom, which the entry seals, read differently now, are gone or have got company.</summary>
    LedgerChanged,
}
