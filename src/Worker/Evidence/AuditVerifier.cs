using Dapper;
using Npgsql;
using Offboarding.Worker.Persistence;

namespace Offboarding.Worker.Evidence;

/// <summary>Goes through the audit trail of every workspace and names what is not as it was written (F7).</summary>
public static class AuditVerifier
{
    /// <returns>Nothing if all is well.</returns>
    public static async Task<IReadOnlyList<AuditFinding>> VerifyAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        IEnumerable<(Guid WorkspaceId, long Number, long AuditId, string Problem)> rows =
            await connection.QueryAsync<(Guid, long, long, string)>(new CommandDefinition(
                Sql.Read("verify-audit.sql"), commandTimeout: 0, cancellationToken: cancellationToken));
        return [.. rows.Select(r => new AuditFinding(
            r.WorkspaceId, r.Number, r.AuditId,
            Enum.Parse<AuditProblem>(r.Problem.Replace("-", "", StringComparison.Ordinal), ignoreCase: true)))];
    }

    /// <summary>The end of each chain.</summary>
    public static async Task<IReadOnlyList<AuditHead>> HeadsAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        IEnumerable<(Guid WorkspaceId, long Number, string Hash)> rows = await connection.QueryAsync<(Guid, long, string)>(
            new CommandDefinition(Sql.Read("audit-heads.sql"), cancellationToken: cancellationToken));
        return [.. rows.Select(r => new AuditHead(r.WorkspaceId, r.Number, r.Hash))];
    }
}
