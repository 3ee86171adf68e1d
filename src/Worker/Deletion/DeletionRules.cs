using Offboarding.Contracts;
using Offboarding.Worker.Cases;
using Offboarding.Worker.Infrastructure;
using Offboarding.Worker.Intake;

namespace Offboarding.Worker.Deletion;

/// <summary>Checks whether somebody may be permanently deleted (D8, D10, F5, F10): pure functions of the request and the facts. Returns null if so; otherwise the refusal.</summary>
public static class DeletionRules
{
    /// <summary>Retention periods are long: a deletion may be further ahead than a departure.</summary>
    public static readonly TimeSpan FurthestAhead = TimeSpan.FromDays(3660);

    /// <summary>Everything that is checked when a request arrives.</summary>
    public static Refusal? Check(DeleteUserRequested request, DeletionFacts facts)
    {
        LastDay lastDay = request.SaidLastDay();
        DateTime due = Due(lastDay, facts.Now);
        return facts.Asker.CheckAdmin($"delete {request.UserId}")
            ?? CheckPerson(request.UserId, facts)
            ?? CheckNoOther(request.UserId, facts.Deletion)
            ?? LastDayRule.Check(lastDay, $"The last day of the data of user {request.UserId}", facts.Now, FurthestAhead)
            ?? CheckHold(request.UserId, facts)
            ?? RetentionRule.Check(request.UserId, due, facts.RetentionUntil)
            ?? (due > facts.Now ? null : CheckQuiet(request.UserId, facts) ?? CheckWork(request.UserId, facts));
    }

    /// <summary>What is checked again when a scheduled deletion is due: much may have happened since.</summary>
    public static Refusal? CheckDue(Guid userId, DeletionFacts facts) =>
        CheckPerson(userId, facts) ?? CheckHold(userId, facts) ?? RetentionRule.Check(userId, facts.Now, facts.RetentionUntil) ?? CheckQuiet(userId, facts)
        ?? CheckWork(userId, facts);

    /// <summary>When it is to happen, UTC; a day that is here already is now.</summary>
    public static DateTime Due(LastDay lastDay, DateTime now) => lastDay.Ends() is { } day && day.UtcDateTime > now ? day.UtcDateTime : now;

    private static Refusal? CheckPerson(Guid userId, DeletionFacts facts) => facts switch
    {
        { Status: null } => new Refusal(RefusalCode.UnknownUser, $"There is no user {userId} in the workspace.",
            "Check userId and workspaceId; a user belongs to one workspace."),
        { Status: "deleted" } => new Refusal(RefusalCode.UnknownUser, $"User {userId} was deleted already.", "There is nothing to do."),
        { Status: "active" } => new Refusal(RefusalCode.ConflictingRequest, $"User {userId} is active and cannot be deleted.",
            "Deactivate the user first, with DeactivateUserRequested; then send the deletion with a new requestId."),
        { Status: "invited" } => new Refusal(RefusalCode.ConflictingRequest, $"User {userId} is invited and was never active.",
            "Send CancelInvitationRequested; nothing is left of somebody whose invitation is cancelled."),
        { OwnsAccount: true } => new Refusal(RefusalCode.AccountOwner, $"User {userId} owns the account and cannot be deleted.",
            "Hand the ownership of the account to somebody else first."),
        _ => null,
    };

    private static Refusal? CheckNoOther(Guid userId, Guid? other) => other is { } deletion
        ? new Refusal(RefusalCode.ConflictingRequest, $"User {userId} has a deletion ahead or in progress, by case {deletion}.",
            "To change its day send RescheduleOffboardingRequested for that case, to cancel it CancelOffboardingRequested.")
        : null;

    private static Refusal? CheckHold(Guid userId, DeletionFacts facts) => facts.HeldSince is { } since
        ? new Refusal(RefusalCode.LegalHold, $"User {userId} is under legal hold since {Say.Instant(since)}.",
            "Nothing of the user is deleted until LiftLegalHoldRequested is accepted; then send a new request, or replay this one.")
        : null;

    /// <summary>Who is emptied while a case of theirs works would make it fail in the middle.</summary>
    private static Refusal? CheckQuiet(Guid userId, DeletionFacts facts) => facts.CaseInProgress is { } running
        ? new Refusal(RefusalCode.ConflictingRequest, $"User {userId} is still being dealt with by case {running}.",
            "Wait until that case is completed, then send a new request or replay this one; or schedule the deletion for a later day.")
        : null;

    /// <summary>
    /// Somebody may leave and keep their work (D4), because they may come back to it. After a deletion nobody does: it would stay open with
    /// "Deleted user" permanently (F5). Where it goes is for people to decide, so nothing is handed over by the way.
    /// </summary>
    private static Refusal? CheckWork(Guid userId, DeletionFacts facts) => facts.OpenWork.Count > 0
        ? new Refusal(RefusalCode.HandoverIncomplete, $"User {userId} still has open work and is not deleted: {Say.Work(facts.OpenWork)}.",
            $"Hand it over first: send ReassignWorkRequested for user {userId} with a plan for each of these kinds; when that case is completed send a "
            + "new deletion request, or replay this one.")
        : null;
}

/// <summary>Refuses a deletion while the workspace's retention period runs (D10): a pure function. Returns null when it is over, or there is none.</summary>
public static class RetentionRule
{
    /// <param name="userId">Who.</param>
    /// <param name="due">When the deletion would be, UTC.</param>
    /// <param name="until">The end of the period, UTC; null: there is none.</param>
    public static Refusal? Check(Guid userId, DateTime due, DateTime? until) => until is { } end && due < end
        ? new Refusal(RefusalCode.RetentionRunning,
            $"User {userId} has to be kept until {Say.Instant(end)}, by the workspace's policy retentionDays.",
            $"Until then the user stays inactive. A deletion can be scheduled now, with a lastDay of {Say.Instant(end)} or later; use a new requestId.")
        : null;
}
