using Offboarding.Contracts;
using Offboarding.Worker.Infrastructure;
using Offboarding.Worker.Intake;

namespace Offboarding.Worker.Handover;

/// <summary>Checks whether everybody a plan names may receive: a pure function of the plan and the facts. Returns null if so; otherwise the refusal.</summary>
public static class RecipientRules
{
    private const string NameActiveUsers = "Name active users of the same workspace.";

    /// <summary>
    /// The first recipient who may not receive is refused by name, before anything happens; the list of errors has all of them,
    /// each with the field's path.
    /// </summary>
    /// <param name="plan">Who is to receive, teams resolved by <see cref="TeamPlans"/>; null names nobody.</param>
    /// <param name="leaver">Whose work it is.</param>
    /// <param name="workspaceId">The workspace, for the text of a refusal.</param>
    /// <param name="facts">What the database says about those the plan names.</param>
    /// <param name="onDay">When the work is handed over, UTC, if that is ahead: who is on leave now and back by then may receive.</param>
    public static Refusal? Check(HandoverPlan? plan, Guid leaver, Guid workspaceId, RecipientFacts facts, DateTime? onDay = null)
    {
        facts = facts with { OnDay = onDay };
        List<(string Path, Refusal Refusal)> wrong = plan is null ? [] : [.. WorkKind.All.SelectMany(kind =>
            kind.Allocation(plan) is { } allocation ? Check(kind, allocation, leaver, workspaceId, facts) : [])];
        return wrong.Count == 0 ? null : wrong[0].Refusal with
        {
            Errors = [.. wrong.Select(w => new FieldError { Path = $"handover.{w.Path}", Problem = $"{w.Refusal.Message} {w.Refusal.Help}" })],
        };
    }

    /// <summary>Why somebody who does not leave may not receive, or null.</summary>
    internal static Refusal? WhyNot(WorkKind kind, Allocation allocation, Guid recipient, RecipientFacts facts) =>
        facts.StatusOf(recipient) is not "active" and var status
            ? Inactive(kind, recipient, status, facts)
        : kind.OnlySales && !facts.Sales.Contains(recipient)
            ? new Refusal(RefusalCode.RecipientNotEligible,
                $"Recipient {recipient} is not a member of a sales team and cannot receive {kind.Name}.",
                "Name members of a sales team, or make this one a member first.")
        : allocation.OnlyLeaversTeams && !facts.LeaversTeams.Contains(recipient)
            ? new Refusal(RefusalCode.RecipientNotEligible,
                $"Recipient {recipient} is in none of the leaver's teams, and only these may receive {kind.Name} (onlyLeaversTeams).",
                "Name members of the leaver's teams, or leave onlyLeaversTeams out.")
        : null;

    /// <summary>Who is on leave is inactive as well; the sender cannot know why they are refused unless told when they return.</summary>
    private static Refusal Inactive(WorkKind kind, Guid recipient, string? status, RecipientFacts facts) =>
        (facts.BackAt.TryGetValue(recipient, out DateTime back), facts.OnDay) switch
        {
            (true, { } day) => new Refusal(RefusalCode.RecipientInactive,
                $"Recipient {recipient} is on leave and cannot receive {kind.Name}: they return at {Say.Instant(back)}, after the last day, which ends at {Say.Instant(day)}.",
                "Name somebody who is active by then, move the return with SetReturnRequested, or move the last day."),
            (true, null) => new Refusal(RefusalCode.RecipientInactive,
                $"Recipient {recipient} is on leave and cannot receive {kind.Name} now: their return is set for {Say.Instant(back)}.",
                "Name an active user, or activate this one first."),
            _ => new Refusal(RefusalCode.RecipientInactive, $"Recipient {recipient} is {status} and cannot receive {kind.Name}.",
                "Name an active user, or activate this one first."),
        };

    private static IEnumerable<(string Path, Refusal Refusal)> Check(
        WorkKind kind, Allocation allocation, Guid leaver, Guid workspaceId, RecipientFacts facts)
    {
        string list = $"{kind.Name}.recipients";
        if (allocation is { OnlyLeaversTeams: true, Recipients: [] })
        {
            yield return (list, new Refusal(RefusalCode.RecipientNotEligible, $"Nobody in the teams of user {leaver} can receive {kind.Name}.",
                "Name the recipients and leave onlyLeaversTeams out, or use another strategy."));
        }

        IReadOnlyList<Guid> people = Allocator.PeopleOf(allocation);
        if (people.Count > HandoverPlanReader.MostPeople)
        {
            yield return (list, new Refusal(RefusalCode.InvalidRequest,
                $"The plan gives {kind.Name} to {people.Count} people; at most {HandoverPlanReader.MostPeople} are expected.", "Name smaller teams, or people."));
            yield break;
        }

        var seen = new HashSet<Guid>();
        for (int i = 0; i < allocation.Recipients.Count; i++)
        {
            foreach ((string field, Refusal refusal) in Check(kind, allocation, allocation.Recipients[i], leaver, workspaceId, facts, seen))
            {
                yield return ($"{list}[{i}].{field}", refusal);
            }
        }
    }

    private static IEnumerable<(string Field, Refusal Refusal)> Check(
        WorkKind kind, Allocation allocation, Recipient recipient, Guid leaver, Guid workspaceId, RecipientFacts facts, HashSet<Guid> seen)
    {
        if (recipient.TeamId is { } team)
        {
            if (CheckTeam(kind, team, recipient.Group, workspaceId, seen) is { } refusal)
            {
                yield return ("teamId", refusal);
            }

            yield break;
        }

        foreach ((string field, Guid person) in recipient.UserId is { } user
            ? [("userId", user)] : (recipient.Group ?? []).Select((person, i) => ($"group[{i}]", person)))
        {
            Refusal? refusal = CheckPerson(kind, allocation, person, leaver, workspaceId, facts);
            if ((seen.Add(person) ? refusal : Twice(kind, person)) is { } problem)
            {
                yield return (field, problem);
            }
        }
    }

    /// <summary>Its members were chosen among those who may receive; what is left to check is that there are some, and named once.</summary>
    private static Refusal? CheckTeam(WorkKind kind, Guid team, IReadOnlyList<Guid>? members, Guid workspaceId, HashSet<Guid> seen)
    {
        Guid? twice = (members ?? []).Where(m => !seen.Add(m)).Select(m => (Guid?)m).FirstOrDefault();
        return members switch
        {
            null => new Refusal(RefusalCode.RecipientUnknown, $"Team {team} of the {kind.Name} is not a team of workspace {workspaceId}.",
                "Name a team of the same workspace, or people."),
            [] => new Refusal(RefusalCode.RecipientNotEligible, $"Nobody in team {team} can receive {kind.Name}.", "Name another team, or people."),
            _ when twice is { } member => Twice(kind, member),
            _ => null,
        };
    }

    private static Refusal Twice(WorkKind kind, Guid person) => new(
        RefusalCode.InvalidRequest, $"Recipient {person} of the {kind.Name} is there twice: alone or in a group, and as a member of a team.",
        "Name each recipient once: leave the person out, or name those of the team as a group.");

    private static Refusal? CheckPerson(
        WorkKind kind, Allocation allocation, Guid recipient, Guid leaver, Guid workspaceId, RecipientFacts facts)
    {
        if (recipient == leaver)
        {
            return new Refusal(RefusalCode.RecipientNotEligible, $"User {recipient} cannot receive their own {kind.Name}.",
                "Name somebody else, or use the strategy keep.");
        }

        return facts.StatusOf(recipient) is null or "deleted"
            ? new Refusal(RefusalCode.RecipientUnknown,
                $"Recipient {recipient} of the {kind.Name} is not a user of workspace {workspaceId}.", NameActiveUsers)
            : WhyNot(kind, allocation, recipient, facts);
    }
}
