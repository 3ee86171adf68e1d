using Dapper;
using Npgsql;
using Offboarding.Contracts;
using Offboarding.Worker.Audit;
using Offboarding.Worker.Handover;
using Offboarding.Worker.Infrastructure.Database;
using Offboarding.Worker.Infrastructure.Messaging;
using Offboarding.Worker.Infrastructure.Outbox;

namespace Offboarding.Worker.Invitations;

/// <summary>
/// Lets invitations expire, by the database's clock: each as a job on its day, and by a recurring job that finds what was missed. The row is
/// looked at again under the workspace's lock, so each expires once.
/// </summary>
internal sealed class InvitationExpiry(NpgsqlDataSource database, HandoverCaseOpener opener, OutboxSignal outbox)
{
    /// <returns>The number of invitations that were due.</returns>
    public async Task<int> ExpireDueAsync(CancellationToken cancellationToken)
    {
        List<(Guid WorkspaceId, Guid InvitationId)> due = await DueAsync(cancellationToken);
        foreach ((Guid workspaceId, Guid invitationId) in due)
        {
            await WorkspaceLock.OrLaterAsync(() => ExpireAsync(workspaceId, invitationId, cancellationToken));
            outbox.Set();
        }

        return due.Count;
    }

    private async Task<List<(Guid WorkspaceId, Guid InvitationId)>> DueAsync(CancellationToken cancellationToken)
    {
        await using NpgsqlConnection connection = await database.OpenConnectionAsync(cancellationToken);
        return [.. await connection.QueryAsync<(Guid, Guid)>(new CommandDefinition(Sql.Read("due-invitations"), cancellationToken: cancellationToken))];
    }

    private async Task ExpireAsync(Guid workspaceId, Guid invitationId, CancellationToken cancellationToken)
    {
        await using NpgsqlConnection connection = await database.OpenConnectionAsync(cancellationToken);
        await using NpgsqlTransaction transaction = await connection.BeginTransactionAsync(cancellationToken);
        await WorkspaceLock.TakeAsync(connection, workspaceId, cancellationToken);
        if (await InvitationEnding.FindAsync(connection, workspaceId, invitationId, cancellationToken) is not { Status: "open", IsDue: true } row)
        {
            return;
        }

        IReadOnlyDictionary<string, long> openWork = await InvitationEnding.OpenWorkAsync(connection, workspaceId, row, cancellationToken);
        if (openWork.Count > 0 && row.ReassignInProgress is not null)
        {
            // That case has the work in hand. The invitation cannot be accepted any more; it ends when the case is over.
            return;
        }

        Guid id = EventIds.Answer(workspaceId, invitationId, "invitation-expired");
        await InvitationEnding.EndAsync(connection, opener, workspaceId, invitationId, row, openWork, "expired", AuditEntry.System, id, cancellationToken);
        var said = new InvitationExpired
        {
            EventId = id,
            RequestId = id,
            WorkspaceId = workspaceId,
            OccurredAt = row.Now,
            InvitationId = invitationId,
            UserId = row.UserId,
            ContactId = row.ContactId,
        };
        await OutboxWriter.AddAsync(connection, MessageNames.Of<InvitationExpired>(), said, id, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }
}
