using Dapper;
using Npgsql;
using Offboarding.Contracts;
using Offboarding.Worker.Audit;
using Offboarding.Worker.Cases;
using Offboarding.Worker.Infrastructure.Database;
using Offboarding.Worker.Infrastructure.Messaging;
using Offboarding.Worker.Infrastructure.Outbox;
using Offboarding.Worker.Steps;

namespace Offboarding.Worker.Handover;

/// <summary>
/// Gives somebody who is back what their absence moved (F2, F4): all of it, by one case, and nothing of an earlier absence. Whoever asked for
/// it was checked when they asked; whether they are still here does not matter now. A case that is moving the person's work at this moment is
/// waited for.
/// </summary>
internal sealed class AbsenceUndo(StepCatalog catalog, StepStarter starter)
{
    /// <summary>The cases whose handover this absence is, the newest first. Read it before the person is active again: then the absence is over.</summary>
    public static async Task<IReadOnlyList<Guid>> CasesAsync(NpgsqlConnection connection, Guid workspaceId, Guid userId, CancellationToken cancellationToken) =>
        [.. await connection.QueryAsync<Guid>(new CommandDefinition(Sql.Read("absence"), new { workspaceId, userId }, cancellationToken: cancellationToken))];

    /// <summary>Opens the undo, in the connection's transaction under the workspace's lock.</summary>
    /// <param name="connection">With the transaction and the lock.</param>
    /// <param name="workspaceId">The workspace.</param>
    /// <param name="userId">Who is back.</param>
    /// <param name="absence">What <see cref="CasesAsync"/> found.</param>
    /// <param name="requestId">Of the undo.</param>
    /// <param name="requestedBy">Who asked for it, with the return or now.</param>
    /// <param name="actor">Who does it, for the audit trail.</param>
    /// <param name="cancellationToken">Cancels the statements.</param>
    public async Task OpenAsync(
        NpgsqlConnection connection, Guid workspaceId, Guid userId, IReadOnlyList<Guid> absence, Guid requestId, Guid requestedBy, string actor,
        CancellationToken cancellationToken)
    {
        Guid caseId = EventIds.Case(workspaceId, requestId);
        await CaseStore.AddUndoOfAbsenceAsync(connection, caseId, workspaceId, userId, requestId, requestedBy, absence, cancellationToken);
        await StartDueAsync(connection, (await CaseStore.FindAsync(connection, caseId, cancellationToken))!, actor, cancellationToken);
    }

    /// <summary>Starts it, unless another case has the person's work in hand: then the sweep comes again.</summary>
    public async Task StartDueAsync(NpgsqlConnection connection, OffboardingCase row, string actor, CancellationToken cancellationToken)
    {
        UndoOfAbsence facts = await connection.QuerySingleAsync<UndoOfAbsence>(new CommandDefinition(
            Sql.Read("undo-of-absence"), new { caseId = row.CorrelationId }, cancellationToken: cancellationToken));
        if (row.State != "scheduled" || facts.CaseInProgress is not null)
        {
            return;
        }

        if (facts.UserStatus != "active" || facts.Kinds.Length == 0)
        {
            await CaseStore.CancelAsync(connection, [row.CorrelationId], row.RequestId, cancellationToken);
            await AuditTrail.AddAsync(
                connection, new AuditEntry(row.WorkspaceId, row.CorrelationId, actor, "cancelled", row.RequestId, new { facts.UserStatus, facts.Kinds }), cancellationToken);
            await OutboxWriter.AddEventAsync(connection, Cancellation.Event(row, facts.Now, row.RequestId), cancellationToken);
            return;
        }

        await StartAsync(connection, row, facts, actor, cancellationToken);
    }

    private async Task StartAsync(NpgsqlConnection connection, OffboardingCase row, UndoOfAbsence facts, string actor, CancellationToken cancellationToken)
    {
        var back = new Allocation { Strategy = AllocationStrategy.OneColleague, Recipients = [new Recipient { UserId = row.UserId }] };
        HandoverPlan plan = WorkKind.All.Where(kind => facts.Kinds.Contains(kind.Name)).Aggregate(new HandoverPlan(), (all, kind) => kind.With(all, back));
        string[] steps = [.. catalog.For(CaseKind.Undo, plan).Select(s => s.Name)];
        await CaseStore.StartUndoOfAbsenceAsync(connection, row, plan, steps, starter.MaxAttempts, cancellationToken);
        row.StartedAt = facts.Now;
        await starter.StartAsync(connection, row.CorrelationId, steps, cancellationToken);
        await OutboxWriter.AddEventAsync(connection, CaseEvents.Started(row, steps), cancellationToken);
        await AuditTrail.AddAsync(
            connection,
            new AuditEntry(row.WorkspaceId, row.CorrelationId, actor, "started", row.RequestId, new { kind = "undo", row.Undoes, row.UndoesAlso, row.GivesTo }),
            cancellationToken);
    }

    private sealed record UndoOfAbsence
    {
        public required string UserStatus { get; init; }

        public required DateTime Now { get; init; }

        public Guid? CaseInProgress { get; init; }

        public required string[] Kinds { get; init; }
    }
}
