using Offboarding.Contracts;
using Offboarding.Worker.Intake;

namespace Offboarding.Worker.Deletion;

/// <summary>Says whether a hold may be placed or lifted (F10): pure functions. Null is yes.</summary>
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
