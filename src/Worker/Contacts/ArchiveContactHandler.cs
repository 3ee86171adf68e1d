using Dapper;
using Npgsql;
using Offboarding.Contracts;
using Offboarding.Worker.Infrastructure.Database;
using Offboarding.Worker.Infrastructure.Messaging;
using Offboarding.Worker.Intake;

namespace Offboarding.Worker.Contacts;

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
