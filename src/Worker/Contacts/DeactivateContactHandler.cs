using Dapper;
using Npgsql;
using Offboarding.Contracts;
using Offboarding.Worker.Infrastructure.Database;
using Offboarding.Worker.Infrastructure.Messaging;
using Offboarding.Worker.Intake;

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
