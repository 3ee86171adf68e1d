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
