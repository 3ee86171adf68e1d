using System.Text.RegularExpressions;
using Offboarding.Contracts;
using Offboarding.Worker.Infrastructure;
using Offboarding.Worker.Intake;

namespace Offboarding.Worker.Approvals;

/// <summary>Checks who may decide about departures that wait, and when (F9): pure functions. Returns null if so; otherwise the refusal.</summary>
public static partial class DecisionRules
{
    /// <param name="approvalId">What waits.</param>
    /// <param name="decider">An operator's account name, or a user's id.</param>
    /// <param name="user">The user, if it is one.</param>
    /// <param name="facts">What waits; null: nothing with that id.</param>
    /// <param name="seen">The number of people the decider saw; null: it does not matter.</param>
    public static Refusal? Check(Guid approvalId, string decider, Asker? user, ApprovalFacts? facts, int? seen) =>
        user?.CheckAdmin($"decide about {approvalId}") ?? (facts is null
            ? new Refusal(RefusalCode.InvalidRequest, $"There is no approval {approvalId} in the workspace.", "Take the id from OffboardingHeld or from the dashboard.",
                [new FieldError { Path = "approvalId", Problem = "names nothing that waits in the workspace" }])
            : CheckDecider(decider, user, facts) ?? CheckState(facts, seen));

    private static Refusal? CheckDecider(string decider, Asker? user, ApprovalFacts facts) => (user, facts) switch
    {
        _ when facts.DeciderSentIt || IsAsker(decider, user, facts) => new Refusal(RefusalCode.NotPermitted,
            $"{decider} requested these departures and cannot decide about them.", "Let a second person decide: another admin or owner of the workspace, or an operator."),
        (_, { DeciderWaits: true }) => new Refusal(RefusalCode.NotPermitted,
            $"{decider} is one of those who would leave and cannot decide about it.", "Let another admin or owner of the workspace, or an operator, decide."),
        _ => null,
    };

    private static bool IsAsker(string decider, Asker? user, ApprovalFacts facts) => user is not null
        ? user.Id == facts.AskedBy
        : Same(decider, facts.AskedByEmail) || Same(decider, facts.AskedByName);

    private static bool Same(string decider, string asker) =>
        string.Equals(NameOf(decider).Normalize(), asker.Trim().Normalize(), StringComparison.OrdinalIgnoreCase);

    /// <summary>Somebody of a provider is <c>ines (oidc:0123456789abcdef)</c> in the dashboard; the name before the brackets is compared, as that of an account is.</summary>
    private static string NameOf(string decider) => Provider().Replace(decider, "").Trim();

    [GeneratedRegex(@"\s*\(oidc:[0-9a-f]{16}\)\s*$", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Provider();

    private static Refusal? CheckState(ApprovalFacts facts, int? seen) => facts switch
    {
        { Status: "expired" } => new Refusal(RefusalCode.ConflictingRequest, $"Nobody decided about {facts.Id} in time; its cases are cancelled.", "Ask for the departures again."),
        { Status: not "open" } => new Refusal(RefusalCode.ConflictingRequest, $"{facts.Id} was {facts.Status} already.", "There is nothing to decide."),
        _ when facts.ExpiresAt <= facts.Now => new Refusal(RefusalCode.ConflictingRequest, $"Nobody decided about {facts.Id} in time; its cases are cancelled.", "Ask for the departures again."),
        { LinesToCome: > 0 } when seen is not null => new Refusal(RefusalCode.ConflictingRequest,
            $"The list of {facts.Id} is still being read: {Say.Count(facts.LinesToCome, "line")} to come.", "Look again when all of it is there."),
        _ when seen is { } people && people != facts.People => new Refusal(RefusalCode.ConflictingRequest,
            $"{Say.Count(facts.People, "person waits", "people wait")} in {facts.Id}, not {people}.", "Review them again, then decide with that number."),
        _ => null,
    };
}
