using Npgsql;
using Offboarding.Worker.Audit;
using Offboarding.Worker.Cases;
using Offboarding.Worker.Infrastructure.Outbox;

namespace Offboarding.Worker.Returns;

/// <summary>Who is back is not deleted on a day that was set while they were gone (D8).</summary>
internal static class DeletionAhead
{
    /// <summary>Calls off a deletion of the person that waits for its day, and says so; in the connection's transaction under the workspace's lock.</summary>
    public static async Task CallOffAsync(
        NpgsqlConnection connection, Guid workspaceId, Guid userId, string actor, Guid requestId, DateTime now, CancellationToken cancellationToken)
    {
        if (await CaseStore.CancelDeletionAheadAsync(connection, workspaceId, userId, requestId, cancellationToken) is not { } deletion)
        {
            return;
        }

        OffboardingCase row = (await CaseStore.FindAsync(connection, deletion, cancellationToken))!;
        await AuditTrail.AddAsync(
            connection, new AuditEntry(workspaceId, deletion, actor, "cancelled", requestId, new { why = "user-reactivated" }), cancellationToken);
        await OutboxWriter.AddEventAsync(connection, Cancellation.Event(row, now, requestId), cancellationToken);
    }
}
