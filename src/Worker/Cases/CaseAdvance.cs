using Dapper;
using Npgsql;
using NpgsqlTypes;
using Offboarding.Worker.Audit;
using Offboarding.Worker.Infrastructure.Database;
using Offboarding.Worker.Infrastructure.Messaging;
using Offboarding.Worker.Infrastructure.Outbox;
using Offboarding.Worker.Infrastructure.Telemetry;

namespace Offboarding.Worker.Cases;

/// <summary>
/// Takes a case on: starts the steps that may begin, and completes the case when none is left. Whoever ends a step does it in the same transaction; the saga
/// does it for whoever could not, and for an operator (docs/adr/0036).
/// </summary>
public sealed class CaseAdvance(IStepStarter starter)
{
    /// <summary>
    /// Takes the case on in the transaction that ended one of its steps, or, where somebody else has the case in hand, asks the saga to look at it after that.
    /// </summary>
    /// <param name="connection">With the transaction, which holds the step's row.</param>
    /// <param name="caseId">The case.</param>
    /// <param name="now">The start of the transaction.</param>
    /// <param name="cancellationToken">Cancels the statements.</param>
    internal async Task AfterStepAsync(NpgsqlConnection connection, Guid caseId, DateTime now, CancellationToken cancellationToken)
    {
        await using SqlMapper.GridReader results = await connection.QueryMultipleAsync(new CommandDefinition(
            $"{Sql.Read("lock-case-if-free")};{Sql.Read("find-case")};{Sql.Read("load-steps")}", new { caseId }, cancellationToken: cancellationToken));
        bool isFree = await results.ReadSingleOrDefaultAsync<Guid?>() is not null;
        OffboardingCase row = await results.ReadSingleAsync<OffboardingCase>();
        IReadOnlyList<StepSnapshot> steps = await CaseSteps.ReadAsync(results);
        if (!isFree)
        {
            await NudgeAsync(connection, caseId, cancellationToken);
            return;
        }

        await using var batch = new NpgsqlBatch(connection);
        CaseState before = CaseStateText.Read(row.State);
        var said = new OutboxMessages();
        CaseState after = await DecideAsync(connection, said, batch, row, before, steps, now, cancellationToken);
        said.WriteTo(batch);
        Write(batch, caseId, before, after, now);
        if (batch.BatchCommands.Count > 0)
        {
            await batch.ExecuteNonQueryAsync(cancellationToken);
        }
    }

    /// <summary>Has the saga look at the case after the connection's transaction.</summary>
    internal static Task NudgeAsync(NpgsqlConnection connection, Guid caseId, CancellationToken cancellationToken) =>
        OutboxWriter.AddForCaseAsync(connection, MessageExchanges.Saga, new NudgeCase(caseId), caseId, cancellationToken);

    /// <summary>Decides, starts steps, and adds what belongs to a completion to messages and batch. The state is the caller's to write.</summary>
    /// <returns>The state from now on.</returns>
    internal async Task<CaseState> DecideAsync(
        NpgsqlConnection connection, OutboxMessages said, NpgsqlBatch batch, OffboardingCase row, CaseState before, IReadOnlyList<StepSnapshot> steps, DateTime now,
        CancellationToken cancellationToken)
    {
        Decision decision = NextStep.Decide(before, steps);
        if (decision.Start.Count > 0)
        {
            await starter.StartAsync(connection, row.CorrelationId, decision.Start, cancellationToken);
        }

        if (decision.State == CaseState.Completed && before != CaseState.Completed)
        {
            await CompleteAsync(connection, said, batch, row, steps, now, cancellationToken);
        }

        return decision.State;
    }

    /// <summary>Says that the case is completed: event and audit entry.</summary>
    internal static async Task CompleteAsync(
        NpgsqlConnection connection, OutboxMessages said, NpgsqlBatch batch, OffboardingCase row, IReadOnlyList<StepSnapshot> steps, DateTime now, CancellationToken cancellationToken)
    {
        (row.CompletedAt, row.Erases) = (now, null);
        Measures.Completed(row.Kind.ToString(), now - (row.StartedAt ?? now));
        said.AddEvent(await CaseEvents.CompletedAsync(connection, row, now, steps, cancellationToken));
        AuditTrail.Add(batch, new AuditEntry(row.WorkspaceId, row.CorrelationId, AuditEntry.System, "completed"));
    }

    /// <summary>Writes the state of a case whose row is locked, if it is another one.</summary>
    private static void Write(NpgsqlBatch batch, Guid caseId, CaseState before, CaseState after, DateTime now)
    {
        if (after != before)
        {
            batch.BatchCommands.Add(new NpgsqlBatchCommand(Sql.Read("advance-case"))
            {
                Parameters =
                {
                    new NpgsqlParameter<Guid> { TypedValue = caseId },
                    new NpgsqlParameter<string> { TypedValue = CaseStateText.Write(after) },
                    new NpgsqlParameter<DateTime> { TypedValue = now, NpgsqlDbType = NpgsqlDbType.TimestampTz },
                },
            });
        }
    }
}
