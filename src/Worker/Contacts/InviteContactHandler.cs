using Dapper;
using Npgsql;
using Offboarding.Contracts;
using Offboarding.Worker.Infrastructure.Database;
using Offboarding.Worker.Infrastructure.Messaging;
using Offboarding.Worker.Intake;
using Offboarding.Worker.Invitations;

namespace Offboarding.Worker.Contacts;

/// <summary>Invites a contact again, to an address of choice (E3).</summary>
internal sealed class InviteContactHandler(NpgsqlDataSource database)
    : ContactCommandHandler<InviteContactRequested>(database, ContactAct.Invite)
{
    public override InviteContactRequested Read(FieldReader json) => new()
    {
        RequestId = json.Id("requestId"),
        WorkspaceId = json.Id("workspaceId"),
        ContactId = json.Number("contactId"),
        RequestedBy = json.Id("requestedBy"),
        Email = InvitationFields.ReadEmail(json),
        ExpiresInDays = InvitationFields.ReadDays(json),
    };

    protected override async Task<ContactEvent> ChangeAsync(
        NpgsqlConnection connection, InviteContactRequested command, DateTime now, CancellationToken cancellationToken)
    {
        Guid invitation = EventIds.Answer(command.WorkspaceId, command.RequestId, "invitation");
        DateTime expiresAt = await connection.ExecuteScalarAsync<DateTime>(new CommandDefinition(
            Sql.Read("invite-contact"),
            new
            {
                command.WorkspaceId,
                command.ContactId,
                command.Email,
                command.RequestedBy,
                invitation,
                days = command.ExpiresInDays ?? InvitationFields.DefaultDays,
            },
            cancellationToken: cancellationToken));
        return new ContactInvited
        {
            EventId = EventIds.Answer(command.WorkspaceId, command.RequestId, "contact-invited"),
            RequestId = command.RequestId,
            WorkspaceId = command.WorkspaceId,
            OccurredAt = now,
            ContactId = command.ContactId,
            InvitationId = invitation,
            ExpiresAt = expiresAt,
        };
    }
}
