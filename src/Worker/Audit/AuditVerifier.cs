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
        await connection.ExecuteAsync(new CommandDefinition(Sql.Read("no-time-limit"), cancellationToken: cancellationToken));
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
        await connection.ExecuteAsync(new CommandDefinition(Sql.Read("no-time-limit"), cancellationToken: cancellationToken));
        int seals = 0;
        while (await connection.ExecuteAsync(new CommandDefinition(
            Sql.Read("seal-ledger"), new { age, actor = AuditEntry.System }, commandTimeout: 0, cancellationToken: cancellationToken)) is > 0 and int more)
        {
            seals += more;
        }

        return seals;
    }

    /// <summary>The end of each chain.</summary>
    public static async Task<IReadOnlyList<AuditHead>> HeadsAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        IEnumerable<(Guid WorkspaceId, long Number, string Hash)> rows = await connection.QueryAsync<(Guid, long, string)>(
            new CommandDefinition(Sql.Read("audit-heads"), cancellationToken: cancellationToken));
        return [.. rows.Select(r => new AuditHead(r.WorkspaceId, r.Number, r.Hash))];
    }
}
