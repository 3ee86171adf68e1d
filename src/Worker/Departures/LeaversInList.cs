using Offboarding.Contracts;
using Offboarding.Worker.Handover;
using Offboarding.Worker.Intake;

namespace Offboarding.Worker.Departures;

/// <summary>Nobody who leaves by a list can receive work by it: pure functions. Whoever sends it takes them for colleagues who stay.</summary>
internal static class LeaversInList
{
    /// <summary>The recipients a plan names who are in the list themselves; null: none.</summary>
    /// <param name="plan">As it was asked for.</param>
    /// <param name="positions">Where in the list people are.</param>
    /// <param name="path">Of the plan: <c>handover</c>, or <c>users[17].handover</c>.</param>
    public static Refusal? Check(HandoverPlan? plan, IReadOnlyDictionary<Guid, int> positions, string path)
    {
        List<(string Path, Guid User)> found = plan is null ? [] : [.. WorkKind.All.SelectMany(kind => Named(kind.Allocation(plan), $"{path}.{kind.Name}"))
            .Where(named => positions.ContainsKey(named.User))];
        return found.Count == 0 ? null : new Refusal(
            RefusalCode.RecipientNotEligible,
            $"Recipient {found[0].User} leaves by the same list, as users[{positions[found[0].User]}], and cannot receive work of the others.",
            "Name people who stay, or take them out of the list.",
            [.. found.Select(f => new FieldError { Path = f.Path, Problem = $"{f.User} leaves by the same list, as users[{positions[f.User]}]" })]);
    }

    /// <summary>Members of teams are not named; those who leave are left out, as the leaver is.</summary>
    public static RecipientFacts Without(RecipientFacts facts, IReadOnlyDictionary<Guid, int> positions) => facts with
    {
        LeaversTeams = facts.LeaversTeams.Where(p => !positions.ContainsKey(p)).ToHashSet(),
        Teams = facts.Teams.ToDictionary(t => t.Key, t => (IReadOnlyList<Guid>)[.. t.Value.Where(p => !positions.ContainsKey(p))]),
    };

    private static IEnumerable<(string Path, Guid User)> Named(Allocation? allocation, string path) => (allocation?.Recipients ?? []).SelectMany((recipient, i) =>
        recipient.UserId is { } user ? [($"{path}.recipients[{i}].userId", user)]
        : (recipient.Group ?? []).Select((person, j) => ($"{path}.recipients[{i}].group[{j}]", person)));
}

/// <summary>Decides whether the request of a line can be accepted: pure functions, the same for the list itself and for its preview.</summary>
internal static class LineRules
{
    /// <summary>Checks a line by what the database says.</summary>
    /// <param name="request">What the line says.</param>
    /// <param name="facts">About its leaver; nobody who leaves by the list is among the recipients.</param>
    /// <param name="leaving">Where in the list those are whom its plan names and who leave by the same list.</param>
    /// <returns>The request with the members of teams in its plan, and the refusal; null: none.</returns>
    public static (DeactivateUserRequested Resolved, Refusal? Refusal) Check(DeactivateUserRequested request, DeactivationFacts facts, IReadOnlyDictionary<Guid, int> leaving)
    {
        if (LeaversInList.Check(request.Handover, leaving, "handover") is { } leaves)
        {
            return (request, leaves);
        }

        DeactivateUserRequested resolved = request with { Handover = TeamPlans.Resolve(request.Handover, request.UserId, facts.Recipients) };
        return (resolved, DeactivationRules.Check(resolved, facts));
    }

    /// <summary>The refusal of a line whose person an earlier line names.</summary>
    public static Refusal Twice(int position, Guid? user, int? first) => new(
        RefusalCode.InvalidRequest, $"users[{position}] names {user} a second time; the first is users[{first}].",
        "There is nothing to do if the first line is right.",
        [new FieldError { Path = $"users[{position}].userId", Problem = $"is in the list already, as users[{first}]" }]);
}
