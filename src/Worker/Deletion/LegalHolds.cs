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

/// <summary>Checks whether a hold may be placed or lifted (F10): pure functions. Returns null if so; otherwise the refusal.</summary>
public static class LegalHoldRules
{
    public static Refusal? CheckPlace(Guid userId, LegalHoldFacts facts) =>
        facts.Asker.CheckAdmin($"place a legal hold on {userId}") ?? CheckPerson(userId, facts.Status) ?? (facts.HoldId is { } standing
            ? new Refusal(RefusalCode.ConflictingRequest, $"User {userId} is under legal hold already, by {standing}.", "There is nothing to do.")
            : null);

    public static Refusal? CheckLift(Guid userId, LegalHoldFacts facts) =>
        facts.Asker.CheckAdmin($"lift the legal hold of {userId}") ?? CheckPerson(userId, facts.Status) ?? (facts.HoldId is null
            ? new Refusal(RefusalCode.ConflictingRequest, $"User {userId} is under no legal hold.", "There is nothing to do.")
            : null);

    private static Refusal? CheckPerson(Guid userId, string? status) => status switch
    {
        null => new Refusal(RefusalCode.UnknownUser, $"There is no user {userId} in the workspace.",
            "Check userId and workspaceId; a user belongs to one workspace."),
        "deleted" => new Refusal(RefusalCode.UnknownUser, $"User {userId} was deleted; there is nothing left to hold.",
            "What stays after a deletion (work, notes, ratings, the audit trail) is not deleted by this product."),
        "invited" => new Refusal(RefusalCode.ConflictingRequest, $"User {userId} is invited and was never active; there is nothing to hold.",
            "Hold the user once the invitation is accepted."),
        _ => null,
    };
}

/// <summary>What the database says, under the workspace's lock, about a wish to hold somebody's data or to let it go.</summary>
/// <param name="Asker">Who asks.</param>
/// <param name="Now">UTC, the start of the transaction by the database's clock.</param>
/// <param name="Status">Of the person: active, inactive, invited, deleted; null: no such user in this workspace.</param>
/// <param name="HoldId">The hold that stands; null: none does.</param>
public sealed record LegalHoldFacts(Asker Asker, DateTime Now, string? Status, Guid? HoldId);

/// <summary>Reads the facts of a hold, under the workspace's lock, with the person locked.</summary>
internal static class LegalHoldRows
{
    public static async Task<LegalHoldFacts> FactsAsync(
        NpgsqlConnection connection, Guid workspaceId, Guid userId, Guid requestedBy, CancellationToken cancellationToken)
    {
        (string? Status, Guid? HoldId) row = await connection.QuerySingleOrDefaultAsync<(string?, Guid?)>(new CommandDefinition(
            Sql.Read("legal-hold-facts"), new { workspaceId, userId }, cancellationToken: cancellationToken));
        return new LegalHoldFacts(
            await Asker.FindAsync(connection, workspaceId, requestedBy, cancellationToken),
            await DatabaseClock.NowAsync(connection, cancellationToken), row.Status, row.HoldId);
    }
}
