using System.Text.Json;
using Dapper;
using Npgsql;
using Offboarding.Worker.Persistence;

namespace Offboarding.Worker.Evidence;

/// <summary>Adds to the audit trail. The worker's role can add and read, nothing else.</summary>
public static class AuditTrail
{
    /// <summary>Adds an entry in the connection's transaction.</summary>
    public static Task AddAsync(NpgsqlConnection connection, AuditEntry entry, CancellationToken cancellationToken) =>
        connection.ExecuteAsync(new CommandDefinition(
            Sql.Read("audit-add.sql"),
            new
            {
                entry.WorkspaceId,
                entry.CaseId,
                entry.Actor,
                entry.Action,
                entry.OperationId,
                details = JsonSerializer.Serialize(entry.Details ?? new object(), JsonSerializerOptions.Web),
            },
            cancellationToken: cancellationToken));
}
