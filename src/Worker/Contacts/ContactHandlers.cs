using Dapper;
using Npgsql;
using Offboarding.Contracts;
using Offboarding.Worker.Infrastructure.Database;
using Offboarding.Worker.Infrastructure.Messaging;
using Offboarding.Worker.Intake;
using Offboarding.Worker.Invitations;

namespace Offboarding.Worker.Contacts;

/// <summary>Makes a contact inactive (E1); what belongs to it stays where it is (E2).</summary>
internal sealed class DeactivateContactHandler(NpgsqlDataSource database)
    : ContactCommandHandler<DeactivateContactRequested>(database, ContactAct.Deactivate)
{
    public override DeactivateContactRequested Read(FieldReader json) => new()
    {
        RequestId = json.Id("requestId"),
        WorkspaceId = json.Id("workspaceId"),
        ContactId = json.Number("contactId"),
        RequestedBy = json.Id("requestedBy"),
    };

    protected override async Task<ContactEvent> ChangeAsync(
        NpgsqlConnection connection, DeactivateContactRequested command, DateTime now, CancellationToken cancellationToken)
    {
        int sessions = await connection.ExecuteScalarAsync<int>(new CommandDefinition(
            Sql.Read("deactivate-contact"), command, cancellationToken: cancellationToken));
        return new ContactDeactivated
        {
            EventId = EventIds.Answer(command.WorkspaceId, command.RequestId, "contact-deactivated"),
            RequestId = command.RequestId,
            WorkspaceId = command.WorkspaceId,
            OccurredAt = now,
            ContactId = command.ContactId,
            SessionsEnded = sessions,
        };
    }
}

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

/// <summary>Hides a contact from the default list (E4); its sign-in is unchanged.</summary>
internal sealed class ArchiveContactHandler(NpgsqlDataSource database)
    : ContactCommandHandler<ArchiveContactRequested>(database, ContactAct.Archive)
{
    public override ArchiveContactRequested Read(FieldReader json) => new()
    {
        RequestId = json.Id("requestId"),
        WorkspaceId = json.Id("workspaceId"),
        ContactId = json.Number("contactId"),
        RequestedBy = json.Id("requestedBy"),
    };

    protected override async Task<ContactEvent> ChangeAsync(
        NpgsqlConnection connection, ArchiveContactRequested command, DateTime now, CancellationToken cancellationToken)
    {
        await connection.ExecuteAsync(new CommandDefinition(Sql.Read("archive-contact"), command, cancellationToken: cancellationToken));
        return new ContactArchived
        {
            EventId = EventIds.Answer(command.WorkspaceId, command.RequestId, "contact-archived"),
            RequestId = command.RequestId,
            WorkspaceId = command.WorkspaceId,
            OccurredAt = now,
            ContactId = command.ContactId,
        };
    }
}

/// <summary>Shows a contact in the default list again (E4).</summary>
internal sealed class UnarchiveContactHandler(NpgsqlDataSource database)
    : ContactCommandHandler<UnarchiveContactRequested>(database, ContactAct.Unarchive)
{
    public override UnarchiveContactRequested Read(FieldReader json) => new()
    {
        RequestId = json.Id("requestId"),
        WorkspaceId = json.Id("workspaceId"),
        ContactId = json.Number("contactId"),
        RequestedBy = json.Id("requestedBy"),
    };

    protected override async Task<ContactEvent> ChangeAsync(
        NpgsqlConnection connection, UnarchiveContactRequested command, DateTime now, CancellationToken cancellationToken)
    {
        await connection.ExecuteAsync(new CommandDefinition(Sql.Read("unarchive-contact"), command, cancellationToken: cancellationToken));
        return new ContactUnarchived
        {
            EventId = EventIds.Answer(command.WorkspaceId, command.RequestId, "contact-unarchived"),
            RequestId = command.RequestId,
            WorkspaceId = command.WorkspaceId,
            OccurredAt = now,
            ContactId = command.ContactId,
        };
    }
}

/// <summary>Permanently deletes a contact (E5); the row stays, because what belongs to it points at it.</summary>
internal sealed class DeleteContactHandler(NpgsqlDataSource database)
    : ContactCommandHandler<DeleteContactRequested>(database, ContactAct.Delete)
{
    public override DeleteContactRequested Read(FieldReader json) => new()
    {
        RequestId = json.Id("requestId"),
        WorkspaceId = json.Id("workspaceId"),
        ContactId = json.Number("contactId"),
        RequestedBy = json.Id("requestedBy"),
    };

    protected override async Task<ContactEvent> ChangeAsync(
        NpgsqlConnection connection, DeleteContactRequested command, DateTime now, CancellationToken cancellationToken)
    {
        await connection.ExecuteAsync(new CommandDefinition(Sql.Read("delete-contact"), command, cancellationToken: cancellationToken));
        return new ContactDeleted
        {
            EventId = EventIds.Answer(command.WorkspaceId, command.RequestId, "contact-deleted"),
            RequestId = command.RequestId,
            WorkspaceId = command.WorkspaceId,
            OccurredAt = now,
            ContactId = command.ContactId,
        };
    }
}
