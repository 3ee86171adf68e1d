using System.Text;
using System.Text.Json.Nodes;
using Dapper;
using Npgsql;
using Offboarding.Contracts;
using Offboarding.Worker.Audit;
using Offboarding.Worker.Cases;
using Offboarding.Worker.Infrastructure.Database;
using Offboarding.Worker.Infrastructure.Messaging;
using Offboarding.Worker.Infrastructure.Outbox;
using Offboarding.Worker.Intake;
using Offboarding.Worker.Steps;

namespace Offboarding.Worker.Deletion;

/// <summary>
/// Opens deletions. The row of the user becomes a tombstone in the transaction that starts the case: from then on nothing brings the
/// person back, and the steps erase what else is personal (docs/adr/0014).
/// </summary>
internal sealed class DeletionOpener(StepCatalog catalog, StepStarter starter)
{
    /// <summary>Starts a deletion, or writes it down for its day, in the connection's transaction.</summary>
    /// <returns>The answer.</returns>
    public async Task<OffboardingEvent> OpenAsync(
        NpgsqlConnection connection, DeleteUserRequested command, DateTime now, CancellationToken cancellationToken)
    {
        Guid caseId = EventIds.Case(command.WorkspaceId, command.RequestId);
        DateTime due = DeletionRules.Due(command.SaidLastDay(), now);
        await CaseStore.AddDeletionAsync(connection, caseId, command, due, cancellationToken);
        OffboardingCase row = (await CaseStore.FindAsync(connection, caseId, cancellationToken))!;
        if (due <= now)
        {
            return await StartAsync(connection, row, now, cancellationToken);
        }

        await AuditTrail.AddAsync(
            connection, new AuditEntry(row.WorkspaceId, caseId, row.RequestedBy.ToString(), "scheduled", row.RequestId, new { kind = "delete", due, row.Reason }),
            cancellationToken);
        return CaseEvents.Scheduled(row);
    }

    /// <summary>The point of no return.</summary>
    public async Task<OffboardingEvent> StartAsync(NpgsqlConnection connection, OffboardingCase row, DateTime now, CancellationToken cancellationToken)
    {
        IReadOnlyList<IOffboardingStep> steps = catalog.For(CaseKind.Delete, new HandoverPlan());
        await CaseStore.StartDeletionAsync(connection, row, cancellationToken);
        await connection.ExecuteAsync(new CommandDefinition(
            Sql.Read("start-deletion"),
            new
            {
                caseId = row.CorrelationId,
                row.WorkspaceId,
                row.UserId,
                names = steps.Select(s => s.Name).ToArray(),
                phases = steps.Select(s => s.Phase).ToArray(),
                attempts = starter.MaxAttempts,
            },
            cancellationToken: cancellationToken));
        await starter.StartAsync(connection, row.CorrelationId, [.. steps.Select(s => s.Name)], cancellationToken);
        await AuditTrail.AddAsync(
            connection,
            new AuditEntry(row.WorkspaceId, row.CorrelationId, row.RequestedBy.ToString(), "started", row.RequestId, new { kind = "delete", row.UserId, row.Reason }),
            cancellationToken);
        row.StartedAt = now;
        return CaseEvents.Started(row, steps.Select(s => s.Name));
    }

    /// <summary>Starts a scheduled deletion whose day has come, or refuses it; ops see why and can replay it once the cause is gone.</summary>
    public async Task StartDueAsync(NpgsqlConnection connection, OffboardingCase row, CancellationToken cancellationToken)
    {
        DeletionFacts facts = await DeletionRows.FactsAsync(connection, row.WorkspaceId, row.UserId, row.RequestedBy, cancellationToken);
        if (row.State != "scheduled" || row.DueAt > facts.Now)
        {
            return;
        }

        if (DeletionRules.CheckDue(row.UserId, facts) is not { } refusal)
        {
            await OutboxWriter.AddEventAsync(connection, await StartAsync(connection, row, facts.Now, cancellationToken), cancellationToken);
            return;
        }

        await CaseStore.RefuseAsync(connection, row.CorrelationId, cancellationToken);
        OffboardingRefused said = await RefusalStore.WriteAsync(
            connection, MessageNames.Of<DeleteUserRequested>(), row.WorkspaceId, row.UserId, row.RequestId, refusal with { AskerWasPermitted = true }, RequestToDeleteNow(row), cancellationToken);
        await IdempotencyStore.ReplaceAsync(connection, row.WorkspaceId, row.RequestId, said, cancellationToken);
    }

    private static ReceivedBody RequestToDeleteNow(OffboardingCase row) => new(
        Encoding.UTF8.GetBytes(new JsonObject
        {
            ["requestId"] = row.RequestId,
            ["workspaceId"] = row.WorkspaceId,
            ["userId"] = row.UserId,
            ["confirmUserId"] = row.UserId,
            ["requestedBy"] = row.RequestedBy,
            ["reason"] = row.Reason,
        }.ToJsonString()),
        "application/json");
}
