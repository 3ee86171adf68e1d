using Dapper;
using Npgsql;
using Offboarding.Worker.Evidence;
using Offboarding.Worker.Persistence;
using Offboarding.Worker.Requests.Seats;

namespace Offboarding.Worker.Requests.Invitations;

/// <summary>
/// Ends an invitation that was not accepted, under the workspace's lock. Somebody who never was active leaves nothing behind but the
/// id (B5); a contact is inactive again, as before.
/// </summary>
internal static class InvitationEnding
{
    public static Task<InvitationRow?> FindAsync(NpgsqlConnection connection, Guid workspaceId, Guid invitationId, CancellationToken cancellationToken) =>
        connection.QuerySingleOrDefaultAsync<InvitationRow>(new CommandDefinition(
            Sql.Read("invitation.sql"), new { workspaceId, invitationId }, cancellationToken: cancellationToken));

    /// <param name="connection">With the transaction and the workspace's lock.</param>
    /// <param name="workspaceId">The workspace.</param>
    /// <param name="invitationId">The invitation.</param>
    /// <param name="row">Its row.</param>
    /// <param name="how">cancelled or expired.</param>
    /// <param name="who">Who did it.</param>
    /// <param name="requestId">The request, or the id that stands for it.</param>
    /// <param name="cancellationToken">Cancels the statements.</param>
    public static async Task EndAsync(
        NpgsqlConnection connection, Guid workspaceId, Guid invitationId, InvitationRow row, string how, string who, Guid requestId,
        CancellationToken cancellationToken)
    {
        SeatCount before = await SeatCount.ReadAsync(connection, workspaceId, cancellationToken);
        await connection.ExecuteAsync(new CommandDefinition(
            Sql.Read("end-invitation.sql"), new { workspaceId, invitationId, how }, cancellationToken: cancellationToken));
        if (row.HoldsSeat)
        {
            await SeatLedger.AddAsync(
                connection,
                new SeatChange(workspaceId, "released", row.UserId, before.InUse, before.InUse - 1, who, $"invitation {how}", requestId),
                cancellationToken);
        }

        await AuditTrail.AddAsync(
            connection,
            new AuditEntry(workspaceId, null, who, $"invitation-{how}", requestId, new { invitationId, row.UserId, row.ContactId }),
            cancellationToken);
    }
}
