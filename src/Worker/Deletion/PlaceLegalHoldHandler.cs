using Dapper;
using Npgsql;
using Offboarding.Contracts;
using Offboarding.Worker.Audit;
using Offboarding.Worker.Infrastructure.Database;
using Offboarding.Worker.Infrastructure.Messaging;
using Offboarding.Worker.Intake;

namespace Offboarding.Worker.Deletion;

/// <summary>Puts somebody under legal hold (F10). A deletion that waits for its day stays and is refused on that day; one that has begun came first.</summary>
internal sealed class PlaceLegalHoldHandler(NpgsqlDataSource database) : WorkspaceCommandHandler<PlaceLegalHoldRequested>(database)
{
    public override PlaceLegalHoldRequested Read(FieldReader json) => new()
    {
        RequestId = json.Id("requestId"),
        WorkspaceId = json.Id("workspaceId"),
        UserId = json.Id("userId"),
        RequestedBy = json.Id("requestedBy"),
        Reason = LegalHoldReason.Read(json),
    };

    protected override Guid? UserOf(PlaceLegalHoldRequested command) => command.UserId;

    protected override async Task<Refusal?> ActAsync(
        NpgsqlConnection connection, PlaceLegalHoldRequested command, Answer answer, CancellationToken cancellationToken)
    {
        LegalHoldFacts facts = await LegalHoldRows.FactsAsync(connection, command.WorkspaceId, command.UserId, command.RequestedBy, cancellationToken);
        if (LegalHoldRules.CheckPlace(command.UserId, facts) is { } refusal)
        {
            return refusal;
        }

        Guid hold = EventIds.Answer(command.WorkspaceId, command.RequestId, "legal-hold");
        await connection.ExecuteAsync(new CommandDefinition(
            Sql.Read("place-legal-hold"), new { command.WorkspaceId, hold, command.UserId, command.Reason, command.RequestedBy }, cancellationToken: cancellationToken));
        await AuditTrail.AddAsync(
            connection,
            new AuditEntry(command.WorkspaceId, null, command.RequestedBy.ToString(), "legal-hold-placed", command.RequestId, new { command.UserId, hold }),
            cancellationToken);
        answer.Add(new LegalHoldPlaced
        {
            EventId = EventIds.Answer(command.WorkspaceId, command.RequestId, "legal-hold-placed"),
            RequestId = command.RequestId,
            WorkspaceId = command.WorkspaceId,
            OccurredAt = facts.Now,
            UserId = command.UserId,
        });
        return null;
    }
}
