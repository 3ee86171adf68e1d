using Dapper;
using Npgsql;
using Offboarding.Contracts;
using Offboarding.Worker.Audit;
using Offboarding.Worker.Cases;
using Offboarding.Worker.Infrastructure.Database;
using Offboarding.Worker.Infrastructure.Messaging;
using Offboarding.Worker.Infrastructure.Outbox;
using Offboarding.Worker.Steps;

namespace Offboarding.Worker.Monitoring;

/// <summary>
/// Watches over what must never be true: open work on somebody who is gone that nobody decided to leave there (F5). The database
/// refuses such an assignment, so there is none; if there is one all the same (a trigger was switched off, a backup was played
/// in), the case is opened again and hands it over. A recurring job; one at a time, by an advisory lock (docs/adr/0010).
/// </summary>
internal sealed class WorkLeftBehind(NpgsqlDataSource database, StepStarter starter, OutboxSignal outbox, TimeProvider time, ILogger<WorkLeftBehind> log)
{
    /// <summary>People in one statement, and how long one run takes: there may be millions who are gone.</summary>
    private readonly GonePortions _portions = new(size: 5000, TimeSpan.FromSeconds(2));

    /// <returns>The number of cases that were opened again.</returns>
    internal async Task<int> ReopenAsync(CancellationToken cancellationToken)
    {
        await using NpgsqlConnection connection = await database.OpenConnectionAsync(cancellationToken);
        await using NpgsqlTransaction transaction = await connection.BeginTransactionAsync(cancellationToken);
        if (!await connection.ExecuteScalarAsync<bool>(new CommandDefinition(Sql.Read("monitor-lock"), cancellationToken: cancellationToken)))
        {
            return 0;
        }

        (List<LeftBehind> found, _) = await _portions.RunAsync(connection, time, cancellationToken);
        int reopened = 0;
        foreach (IGrouping<Guid, LeftBehind> workspace in found.GroupBy(f => f.WorkspaceId))
        {
            Guid[] users = [.. workspace.Select(f => f.UserId).Distinct()];
            await WorkspaceLock.OrLaterAsync(async () => reopened += await ReopenAsync(workspace.Key, users, cancellationToken));
        }

        return reopened;
    }

    /// <summary>
    /// Looks again under the workspace's lock, at those who were found and at nobody else, since the lock keeps others waiting: whoever came back meanwhile keeps their work.
    /// </summary>
    private async Task<int> ReopenAsync(Guid workspaceId, Guid[] users, CancellationToken cancellationToken)
    {
        await using NpgsqlConnection connection = await database.OpenConnectionAsync(cancellationToken);
        await using NpgsqlTransaction transaction = await connection.BeginTransactionAsync(cancellationToken);
        await WorkspaceLock.TakeAsync(connection, workspaceId, cancellationToken);
        List<LeftBehind> found = await GonePortions.FindAsync(connection, PeopleRange.Of(workspaceId, users), cancellationToken);
        // A person may have one case in progress: of several that were to move different kinds of their work, the next run takes the next one.
        IGrouping<Guid, LeftBehind>[] people = [.. found.GroupBy(f => f.UserId)];
        foreach (IGrouping<Guid, LeftBehind> person in people)
        {
            Guid caseId = person.First().CaseId;
            await ReopenAsync(connection, caseId, [.. person.Where(f => f.CaseId == caseId).Select(f => f.Step)], cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
        outbox.Set();
        return people.Length;
    }

    private async Task ReopenAsync(NpgsqlConnection connection, Guid caseId, string[] steps, CancellationToken cancellationToken)
    {
        await CaseStore.ReopenAsync(connection, caseId, steps, starter.MaxAttempts, cancellationToken);
        OffboardingCase row = (await CaseStore.FindAsync(connection, caseId, cancellationToken))!;
        await OutboxWriter.AddEventAsync(connection, new OffboardingReopened
        {
            EventId = EventIds.Event(caseId, "reopened", row.Reopened),
            OffboardingId = caseId,
            RequestId = row.RequestId,
            WorkspaceId = row.WorkspaceId,
            UserId = row.UserId,
            OccurredAt = await DatabaseClock.NowAsync(connection, cancellationToken),
            Steps = steps,
            Times = row.Reopened,
        }, cancellationToken);
        await AuditTrail.AddAsync(
            connection, new AuditEntry(row.WorkspaceId, caseId, AuditEntry.System, "reopened", Details: new { steps, row.Reopened }), cancellationToken);
        await OutboxWriter.AddForCaseAsync(connection, MessageExchanges.Saga, new NudgeCase(caseId), caseId, cancellationToken);
        log.LogWarning("Work was left behind with somebody who is gone; case {Case} is open again: {Steps}", caseId, string.Join(", ", steps));
    }
}
