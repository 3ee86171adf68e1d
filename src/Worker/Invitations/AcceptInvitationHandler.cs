using Dapper;
using Npgsql;
using Offboarding.Contracts;
using Offboarding.Worker.Audit;
using Offboarding.Worker.Infrastructure.Database;
using Offboarding.Worker.Infrastructure.Messaging;
using Offboarding.Worker.Intake;
using Offboarding.Worker.Seats;

namespace Offboarding.Worker.Invitations;

/// <summary>Makes an invited user or contact active (C11, E3), on a seat if they need one and hold none yet.</summary>
internal sealed class AcceptInvitationHandler(NpgsqlDataSource database) : WorkspaceCommandHandler<AcceptInvitationRequested>(database)
{
    public override AcceptInvitationRequested Read(FieldReader json) => new()
    {
        RequestId = json.Id("requestId"),
        WorkspaceId = json.Id("workspaceId"),
        InvitationId = json.Id("invitationId"),
    };

    protected override async Task<Refusal?> ActAsync(
        NpgsqlConnection connection, AcceptInvitationRequested command, Answer answer, CancellationToken cancellationToken)
    {
        InvitationRow? row = await InvitationEnding.FindAsync(connection, command.WorkspaceId, command.InvitationId, cancellationToken);
        SeatCount seats = await SeatCount.ReadAsync(connection, command.WorkspaceId, cancellationToken);
        if ((InvitationRules.CheckAccept(command.InvitationId, row)
            ?? InvitationRules.CheckSeat($"User {row?.SeatOf}", row is { TakesSeat: true }, seats)) is { } refusal)
        {
            return refusal;
        }

        await connection.ExecuteAsync(new CommandDefinition(Sql.Read("accept-invitation"), new { command.WorkspaceId, command.InvitationId, row!.AccountId }, cancellationToken: cancellationToken));
        string who = row.UserId?.ToString() ?? $"contact {row.ContactId}";
        if (row.TakesSeat)
        {
            await SeatLedger.AddAsync(
                connection,
                new SeatChange(command.WorkspaceId, "taken", row.SeatOf, seats.InUse, seats.InUse + 1, who, "invitation accepted", command.RequestId),
                cancellationToken);
        }

        await AuditTrail.AddAsync(
            connection,
            new AuditEntry(command.WorkspaceId, null, who, "invitation-accepted", command.RequestId, new { command.InvitationId, row.UserId, row.ContactId }),
            cancellationToken);
        answer.Add(new InvitationAccepted
        {
            EventId = EventIds.Answer(command.WorkspaceId, command.RequestId, "invitation-accepted"),
            RequestId = command.RequestId,
            WorkspaceId = command.WorkspaceId,
            OccurredAt = row.Now,
            InvitationId = command.InvitationId,
            UserId = row.UserId,
            ContactId = row.ContactId,
        });
        return null;
    }
}
