using System.Text.Json;
using Dapper;
using Npgsql;
using Offboarding.Contracts;
using Offboarding.Worker.Audit;
using Offboarding.Worker.Cases;
using Offboarding.Worker.Infrastructure.Database;
using Offboarding.Worker.Infrastructure.Messaging;
using Offboarding.Worker.Infrastructure.Outbox;

namespace Offboarding.Worker.Returns;

/// <summary>Writes down when somebody returns and what becomes of it (F2), in the connection's transaction under the workspace's lock.</summary>
internal static class ReturnStore
{
    public static Task<ReturnFacts> FactsAsync(NpgsqlConnection connection, Guid caseId, CancellationToken cancellationToken) =>
        connection.QuerySingleAsync<ReturnFacts>(new CommandDefinition(
            Sql.Read("return-facts"), new { caseId }, cancellationToken: cancellationToken));

    /// <summary>Sets or moves a return.</summary>
    /// <param name="connection">With the transaction and the workspace's lock.</param>
    /// <param name="row">The departure.</param>
    /// <param name="returnAt">UTC.</param>
    /// <param name="giveBackWork">With the work.</param>
    /// <param name="setBy">Who asks.</param>
    /// <param name="requestId">With which request.</param>
    /// <param name="comment">Why, or null.</param>
    /// <param name="cancellationToken">Cancels the statements.</param>
    /// <returns>The event; not sent yet.</returns>
    public static async Task<ReturnScheduled> SetAsync(
        NpgsqlConnection connection, OffboardingCase row, DateTime returnAt, bool giveBackWork, Guid setBy, Guid requestId, string? comment,
        CancellationToken cancellationToken)
    {
        await connection.ExecuteAsync(new CommandDefinition(
            Sql.Read("return-set"),
            new
            {
                CaseId = row.CorrelationId,
                row.WorkspaceId,
                row.UserId,
                ReturnAt = returnAt,
                GiveBackWork = giveBackWork,
                SetBy = setBy,
                RequestId = requestId,
            },
            cancellationToken: cancellationToken));
        await AuditTrail.AddAsync(
            connection, new AuditEntry(row.WorkspaceId, row.CorrelationId, setBy.ToString(), "return-set", requestId, new { returnAt, giveBackWork, comment }), cancellationToken);
        return Scheduled(row, await FactsAsync(connection, row.CorrelationId, cancellationToken))!;
    }

    /// <summary>Says when the person returns, if they do; the same words each time.</summary>
    public static async Task AnnounceAsync(NpgsqlConnection connection, OffboardingCase row, CancellationToken cancellationToken)
    {
        if (Scheduled(row, await FactsAsync(connection, row.CorrelationId, cancellationToken)) is { } said)
        {
            await OutboxWriter.AddEventAsync(connection, said, cancellationToken);
        }
    }

    /// <summary>Cancels what is ahead for a person, but not the return of one case.</summary>
    public static async Task CancelAllAsync(
        NpgsqlConnection connection, Guid workspaceId, Guid userId, Guid? except, ReturnEnd why, string actor, Guid requestId,
        CancellationToken cancellationToken)
    {
        IEnumerable<Guid> cases = await connection.QueryAsync<Guid>(new CommandDefinition(
            Sql.Read("open-returns-of-user"), new { workspaceId, userId, except }, cancellationToken: cancellationToken));
        foreach (Guid caseId in cases)
        {
            OffboardingCase row = (await CaseStore.FindAsync(connection, caseId, cancellationToken))!;
            ReturnFacts facts = await FactsAsync(connection, caseId, cancellationToken);
            await OutboxWriter.AddEventAsync(
                connection, await CancelAsync(connection, row, facts, why, actor, requestId, null, cancellationToken), cancellationToken);
        }
    }

    /// <summary>Cancels one return that is open.</summary>
    /// <returns>The event; not sent yet.</returns>
    public static async Task<ReturnCancelled> CancelAsync(
        NpgsqlConnection connection, OffboardingCase row, ReturnFacts facts, ReturnEnd why, string actor, Guid? requestId, string? comment,
        CancellationToken cancellationToken)
    {
        string word = JsonNamingPolicy.KebabCaseLower.ConvertName(why.ToString());
        await connection.ExecuteAsync(new CommandDefinition(
            Sql.Read("return-cancel"), new { caseId = row.CorrelationId, why = word }, cancellationToken: cancellationToken));
        await AuditTrail.AddAsync(
            connection, new AuditEntry(row.WorkspaceId, row.CorrelationId, actor, "return-cancelled", requestId, new { facts.ReturnAt, why = word, comment }), cancellationToken);
        return new ReturnCancelled
        {
            EventId = EventIds.Event(row.CorrelationId, $"return-cancelled/{facts.SetByRequest}"),
            OffboardingId = row.CorrelationId,
            RequestId = row.RequestId,
            WorkspaceId = row.WorkspaceId,
            UserId = row.UserId,
            OccurredAt = facts.Now,
            CommandId = requestId,
            ReturnsAt = facts.ReturnAt!.Value,
            Why = why,
        };
    }

    private static ReturnScheduled? Scheduled(OffboardingCase row, ReturnFacts facts) => facts.ReturnAt is not { } at ? null : new ReturnScheduled
    {
        EventId = EventIds.Event(row.CorrelationId, $"return-scheduled/{facts.SetByRequest}"),
        OffboardingId = row.CorrelationId,
        RequestId = row.RequestId,
        WorkspaceId = row.WorkspaceId,
        UserId = row.UserId,
        OccurredAt = facts.SetAt!.Value,
        CommandId = facts.SetByRequest!.Value,
        ReturnsAt = at,
        PreviousReturnsAt = facts.PreviousReturnAt,
        GiveBackWork = facts.GiveBackWork,
    };
}
