using System.Text.Json;
using Npgsql;
using NpgsqlTypes;
using Offboarding.Worker.Infrastructure.Database;

namespace Offboarding.Worker.Audit;

/// <summary>Adds to the audit trail. The worker's role can add and read, nothing else.</summary>
public static class AuditTrail
{
    /// <summary>Adds an entry with the statements of a batch.</summary>
    public static void Add(NpgsqlBatch batch, AuditEntry entry)
    {
        var command = new NpgsqlBatchCommand(Sql.Read("audit-add"));
        command.Parameters.AddWithValue("WorkspaceId", entry.WorkspaceId);
        command.Parameters.AddWithValue("CaseId", NpgsqlDbType.Uuid, (object?)entry.CaseId ?? DBNull.Value);
        command.Parameters.AddWithValue("Actor", entry.Actor);
        command.Parameters.AddWithValue("Action", entry.Action);
        command.Parameters.AddWithValue("OperationId", NpgsqlDbType.Uuid, (object?)entry.OperationId ?? DBNull.Value);
        command.Parameters.AddWithValue("details", NpgsqlDbType.Text, JsonSerializer.Serialize(entry.Details ?? new object(), JsonSerializerOptions.Web));
        batch.BatchCommands.Add(command);
    }

    /// <summary>Adds an entry in the connection's transaction.</summary>
    public static async Task AddAsync(NpgsqlConnection connection, AuditEntry entry, CancellationToken cancellationToken)
    {
        await using var batch = new NpgsqlBatch(connection);
        Add(batch, entry);
        await batch.ExecuteNonQueryAsync(cancellationToken);
    }
}
