using Dapper;
using Npgsql;
using Offboarding.Worker.Audit;
using Offboarding.Worker.Cases;
using Offboarding.Worker.Infrastructure.Database;
using Offboarding.Worker.Infrastructure.Outbox;

namespace Offboarding.Worker.Approvals;

/// <summary>Carries out a decision in batches, each in a transaction of its own: the workspace's lock is never held for long.</summary>
internal sealed class ApprovalProcessor(NpgsqlDataSource database)
{
    /// <summary>Cases in one transaction.</summary>
    private const int Batch = 50;

    /// <summary>Nobody decided in time.</summary>
    public async Task ExpireAsync(Guid workspaceId, Guid approvalId, CancellationToken cancellationToken)
    {
        await using NpgsqlConnection connection = await database.OpenConnectionAsync(cancellationToken);
        await using NpgsqlTransaction transaction = await connection.BeginTransactionAsync(cancellationToken);
        await WorkspaceLock.TakeAsync(connection, workspaceId, cancellationToken);
        if (await ApprovalStore.ExpireAsync(connection, workspaceId, approvalId, cancellationToken))
        {
            await transaction.CommitAsync(cancellationToken);
        }
    }

    /// <returns>The number of cases that do not wait any more.</returns>
    public async Task<int> CarryOutAsync(Guid workspaceId, Guid approvalId, CancellationToken cancellationToken)
    {
        await using NpgsqlConnection connection = await database.OpenConnectionAsync(cancellationToken);
        await using NpgsqlTransaction transaction = await connection.BeginTransactionAsync(cancellationToken);
        await WorkspaceLock.TakeAsync(connection, workspaceId, cancellationToken);
        (string status, string? by, Guid? requestId, string? comment, DateTime now) = await connection.QuerySingleAsync<(string, string?, Guid?, string?, DateTime)>(
            new CommandDefinition(Sql.Read("decision"), new { approvalId }, cancellationToken: cancellationToken));
        if (status == "open")
        {
            return 0;
        }

        Guid[] cases = [.. await connection.QueryAsync<Guid>(new CommandDefinition(
            Sql.Read("held-cases"), new { approvalId, most = Batch }, cancellationToken: cancellationToken))];
        await (status == "approved"
            ? CaseStore.ReleaseAsync(connection, cases, cancellationToken)
            : CaseStore.CancelAsync(connection, cases, requestId!.Value, cancellationToken));
        foreach (Guid caseId in cases)
        {
            OffboardingCase row = (await CaseStore.FindAsync(connection, caseId, cancellationToken))!;
            await AuditTrail.AddAsync(connection, new AuditEntry(workspaceId, caseId, by!, status, requestId, new { approvalId, comment }), cancellationToken);
            if (status != "approved")
            {
                await OutboxWriter.AddEventAsync(connection, Cancellation.Event(row, now, requestId!.Value), cancellationToken);
            }
            else if (row.DueAt > now)
            {
                await OutboxWriter.AddEventAsync(connection, CaseEvents.Scheduled(row), cancellationToken);
            }
        }

        await transaction.CommitAsync(cancellationToken);
        return cases.Length;
    }
}
