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

/// <summary>One act: who did what. Written in the transaction of the act (F7).</summary>
/// <param name="WorkspaceId">The workspace it concerns.</param>
/// <param name="CaseId">The case, if there is one.</param>
/// <param name="Actor">A user's id, an operator's account name, or <see cref="System"/>.</param>
/// <param name="Action">A verb in the past tense, in kebab-case.</param>
/// <param name="OperationId">The request id of the command that caused it.</param>
/// <param name="Details">Written as JSON; ids and counts, no names.</param>
public sealed record AuditEntry(
    Guid WorkspaceId, Guid? CaseId, string Actor, string Action, Guid? OperationId = null, object? Details = null)
{
    /// <summary>The worker itself.</summary>
    public const string System = "offboarding";
}
