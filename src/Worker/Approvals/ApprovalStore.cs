using System.Text.Json;
using Dapper;
using Npgsql;
using Offboarding.Contracts;
using Offboarding.Worker.Audit;
using Offboarding.Worker.Infrastructure.Database;
using Offboarding.Worker.Infrastructure.Messaging;
using Offboarding.Worker.Infrastructure.Outbox;

namespace Offboarding.Worker.Approvals;

/// <summary>Writes down what waits for a second person and what they decided, under the workspace's lock.</summary>
internal static class ApprovalStore
{
    /// <summary>
    /// The approval that is open for who asks, or a new one; of a list that was rejected or not decided about in time, that decision. Nobody joins one whose time is over:
    /// it ends here, and its cases follow.
    /// </summary>
    public static async Task<Approval> OpenAsync(
        NpgsqlConnection connection, Guid workspaceId, Guid askedBy, Guid? listId, MassChangeFacts guard, CancellationToken cancellationToken)
    {
        (Guid id, DateTime expiresAt, bool isOver) = await JoinAsync(connection, workspaceId, askedBy, listId, guard, cancellationToken);
        if (isOver && await ExpireAsync(connection, workspaceId, id, cancellationToken))
        {
            (id, expiresAt, _) = await JoinAsync(connection, workspaceId, askedBy, listId, guard, cancellationToken);
        }

        return new Approval(id, expiresAt);
    }

    private static Task<(Guid Id, DateTime ExpiresAt, bool IsOver)> JoinAsync(
        NpgsqlConnection connection, Guid workspaceId, Guid askedBy, Guid? listId, MassChangeFacts guard, CancellationToken cancellationToken) =>
        connection.QuerySingleAsync<(Guid, DateTime, bool)>(new CommandDefinition(
            Sql.Read("approval-open"),
            new
            {
                workspaceId,
                askedBy,
                listId,
                guard.ApprovalHours,
                guard.Counted,
                guard.Active,
                guard.PeopleLimit,
                guard.PercentLimit,
                guard.PeriodHours,
            },
            cancellationToken: cancellationToken));

    /// <param name="connection">With the transaction and the workspace's lock.</param>
    /// <param name="workspaceId">The workspace.</param>
    /// <param name="approvalId">What waits.</param>
    /// <param name="decider">Who decides, if it is a user.</param>
    /// <param name="name">Who decides, as an operator's account name; null: nobody decides now.</param>
    /// <param name="cancellationToken">Cancels the statement.</param>
    public static Task<ApprovalFacts?> FindAsync(
        NpgsqlConnection connection, Guid workspaceId, Guid approvalId, Guid? decider, string? name, CancellationToken cancellationToken) =>
        connection.QuerySingleOrDefaultAsync<ApprovalFacts>(new CommandDefinition(
            Sql.Read("approval-facts"), new { workspaceId, approvalId, decider, name }, cancellationToken: cancellationToken));

    /// <summary>Ends an approval that nobody decided about in time, and says so. The cases follow, as with a decision.</summary>
    /// <returns>False: it is not open, or its time is not over.</returns>
    public static async Task<bool> ExpireAsync(NpgsqlConnection connection, Guid workspaceId, Guid approvalId, CancellationToken cancellationToken)
    {
        if (await FindAsync(connection, workspaceId, approvalId, null, null, cancellationToken) is not { Status: "open" } facts || facts.ExpiresAt > facts.Now)
        {
            return false;
        }

        Guid id = EventIds.Answer(workspaceId, approvalId, "mass-change-expired");
        MassChangeDecided said = await DecideAsync(connection, workspaceId, facts, MassChangeDecision.Expired, AuditEntry.System, id, id, null, cancellationToken);
        await OutboxWriter.AddAsync(connection, MessageNames.Of<MassChangeDecided>(), said, id, cancellationToken);
        return true;
    }

    /// <summary>Decides. The cases follow, in batches (<see cref="ApprovalSweep"/>).</summary>
    /// <returns>The event; not sent yet.</returns>
    public static async Task<MassChangeDecided> DecideAsync(
        NpgsqlConnection connection, Guid workspaceId, ApprovalFacts facts, MassChangeDecision decision, string by, Guid requestId, Guid eventId, string? comment,
        CancellationToken cancellationToken)
    {
        string status = JsonNamingPolicy.KebabCaseLower.ConvertName(decision.ToString());
        await connection.ExecuteAsync(new CommandDefinition(
            Sql.Read("approval-decide"),
            new { approvalId = facts.Id, status, by, requestId, people = facts.People, comment },
            cancellationToken: cancellationToken));
        await AuditTrail.AddAsync(
            connection,
            new AuditEntry(workspaceId, null, by, $"mass-change-{status}", requestId, new { approvalId = facts.Id, facts.People, facts.AskedBy, comment }),
            cancellationToken);
        return new MassChangeDecided
        {
            EventId = eventId,
            RequestId = requestId,
            WorkspaceId = workspaceId,
            OccurredAt = facts.Now,
            ApprovalId = facts.Id,
            Decision = decision,
            People = facts.People,
        };
    }
}

/// <summary>What a departure waits for.</summary>
/// <param name="Id">The approval.</param>
/// <param name="ExpiresAt">UTC.</param>
internal sealed record Approval(Guid Id, DateTime ExpiresAt);
