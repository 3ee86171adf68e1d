using Dapper;
using Npgsql;
using Offboarding.Contracts;
using Offboarding.Worker.Audit;
using Offboarding.Worker.Infrastructure.Database;
using Offboarding.Worker.Infrastructure.Messaging;
using Offboarding.Worker.Intake;

namespace Offboarding.Worker.Deletion;

/// <summary>Lifts a legal hold (F10). Nothing is deleted by it; a deletion that was refused meanwhile is asked for again or replayed.</summary>
internal sealed class LiftLegalHoldHandler(NpgsqlDataSource database) : WorkspaceCommandHandler<LiftLegalHoldRequested>(database)
{
    public override LiftLegalHoldRequested Read(FieldReader json) => new()
    {
        RequestId = json.Id("requestId"),
        WorkspaceId = json.Id("workspaceId"),
        UserId = json.Id("userId"),
        RequestedBy = json.Id("requestedBy"),
        Reason = LegalHoldReason.Read(json),
    };

    protected override Guid? UserOf(LiftLegalHoldRequested command) => command.UserId;

    protected override async Task<Refusal?> ActAsync(
        NpgsqlConnection connection, LiftLegalHoldRequested command, Answer answer, CancellationToken cancellationToken)
    {
        LegalHoldFacts facts = await LegalHoldRows.FactsAsync(connection, command.WorkspaceId, command.UserId, command.RequestedBy, cancellationToken);
        if (LegalHoldRules.CheckLift(command.UserId, facts) is { } refusal)
        {
            return refusal;
        }

        Guid hold = facts.HoldId!.Value;
        await connection.ExecuteAsync(new CommandDefinition(
            Sql.Read("lift-legal-hold"), new { command.WorkspaceId, hold, command.UserId, command.Reason, command.RequestedBy }, cancellationToken: cancellationToken));
        await AuditTrail.AddAsync(
            connection,
            new AuditEntry(command.WorkspaceId, null, command.RequestedBy.ToString(), "legal-hold-lifted", command.RequestId, new { command.UserId, hold }),
            cancellationToken);
        answer.Add(new LegalHoldLifted
        {
            EventId = EventIds.Answer(command.WorkspaceId, command.RequestId, "legal-hold-lifted"),
            RequestId = command.RequestId,
            WorkspaceId = command.WorkspaceId,
            OccurredAt = facts.Now,
            UserId = command.UserId,
        });
        return null;
    }
}

/// <summary>Why somebody is held or let go, in the asker's words. Kept with the hold, not in the audit trail: it may name people.</summary>
internal static class LegalHoldReason
{
    public static string Read(FieldReader json) => json.Text("reason", 500, required: true) ?? "";
}
