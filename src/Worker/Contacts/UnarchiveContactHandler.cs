using Dapper;
using Npgsql;
using Offboarding.Contracts;
using Offboarding.Worker.Infrastructure.Database;
using Offboarding.Worker.Infrastructure.Messaging;
using Offboarding.Worker.Intake;

namespace Offboarding.Worker.Contacts;

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
