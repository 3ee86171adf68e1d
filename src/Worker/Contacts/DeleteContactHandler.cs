using Dapper;
using Npgsql;
using Offboarding.Contracts;
using Offboarding.Worker.Infrastructure.Database;
using Offboarding.Worker.Infrastructure.Messaging;
using Offboarding.Worker.Intake;

namespace Offboarding.Worker.Contacts;

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
