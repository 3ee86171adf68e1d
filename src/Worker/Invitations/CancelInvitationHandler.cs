using Npgsql;
using Offboarding.Contracts;
using Offboarding.Worker.Handover;
using Offboarding.Worker.Infrastructure.Messaging;
using Offboarding.Worker.Intake;

namespace Offboarding.Worker.Invitations;

/// <summary>Takes an invitation back that was not accepted (C11).</summary>
internal sealed class CancelInvitationHandler(NpgsqlDataSource database, HandoverCaseOpener opener) : WorkspaceCommandHandler<CancelInvitationRequested>(database)
{
    public override CancelInvitationRequested Read(FieldReader json) => new()
    {
        RequestId = json.Id("requestId"),
        WorkspaceId = json.Id("workspaceId"),
        RequestedBy = json.Id("requestedBy"),
        InvitationId = json.Id("invitationId"),
    };

    protected override async Task<Refusal?> ActAsync(
        NpgsqlConnection connection, CancelInvitationRequested command, Answer answer, CancellationToken cancellationToken)
    {
        Asker asker = await Asker.FindAsync(connection, command.WorkspaceId, command.RequestedBy, cancellationToken);
        InvitationRow? row = await InvitationEnding.FindAsync(connection, command.WorkspaceId, command.InvitationId, cancellationToken);
        IReadOnlyDictionary<string, long> openWork = await InvitationEnding.OpenWorkAsync(connection, command.WorkspaceId, row, cancellationToken);
        if ((asker.CheckAdmin($"cancel invitation {command.InvitationId}") ?? InvitationRules.CheckCancel(command.InvitationId, row, openWork)) is { } refusal)
        {
            return refusal;
        }

        await InvitationEnding.EndAsync(
            connection, opener, command.WorkspaceId, command.InvitationId, row!, openWork, "cancelled", command.RequestedBy.ToString(), command.RequestId, cancellationToken);
        answer.Add(new InvitationCancelled
        {
            EventId = EventIds.Answer(command.WorkspaceId, command.RequestId, "invitation-cancelled"),
            RequestId = command.RequestId,
            WorkspaceId = command.WorkspaceId,
            OccurredAt = row!.Now,
            InvitationId = command.InvitationId,
            UserId = row.UserId,
            ContactId = row.ContactId,
        });
        return null;
    }
}
