using Offboarding.Contracts;

namespace Offboarding.Worker.Handover;

/// <summary>
/// Puts people in the place of teams when a request is accepted, and once more on a last day ahead: a pure function of the plan and the
/// facts. What is stored says who receives; once the handover has begun, somebody who joins the team changes nothing. Whether a plan is right is for
/// <see cref="RecipientRules"/>; here a team that is unknown stays as it is, and one without members becomes an empty group.
/// </summary>
public static class TeamPlans
{
    /// <summary>The plan with the members of its teams, and of the leaver's teams where it asks for them and names nobody.</summary>
    public static HandoverPlan? Resolve(HandoverPlan? plan, Guid leaver, RecipientFacts facts)
    {
        foreach (WorkKind kind in WorkKind.All)
        {
            if (plan is not null && kind.Allocation(plan) is { } allocation)
            {
                plan = kind.With(plan, Resolve(allocation, kind, leaver, facts));
            }
        }

        return plan;
    }

    /// <summary>The plan as it was asked for: teams without the members that were put in their place.</summary>
    public static HandoverPlan AsAsked(HandoverPlan plan) => WorkKind.All.Aggregate(plan, (p, kind) => kind.Allocation(p) is { } allocation
        ? kind.With(p, allocation with { Recipients = [.. allocation.Recipients.Select(r => r.TeamId is null ? r : r with { Group = null })] })
        : p);

    /// <summary>An accepted plan with the members its teams have by now; a team of whom nobody can receive any more keeps those it had.</summary>
    public static HandoverPlan ResolveOnDay(HandoverPlan accepted, Guid leaver, RecipientFacts facts) => WorkKind.All.Aggregate(accepted, (p, kind) =>
        kind.Allocation(p) is not { } had || Resolve(AsAsked(p), leaver, facts) is not { } now || kind.Allocation(now) is not { } has ? p : kind.With(p, had with
        {
            Recipients = [.. had.Recipients.Zip(has.Recipients, (before, after) => before.TeamId is null || after.Group is not { Count: > 0 } ? before : after)],
        }));

    private static Allocation Resolve(Allocation allocation, WorkKind kind, Guid leaver, RecipientFacts facts)
    {
        Guid[] Eligible(IEnumerable<Guid> people) =>
            [.. people.Where(p => p != leaver && RecipientRules.WhyNot(kind, allocation, p, facts) is null).Order()];

        bool everybody = allocation is { OnlyLeaversTeams: true, Recipients: [], Strategy: AllocationStrategy.RoundRobin or AllocationStrategy.LeastLoaded };
        return allocation with
        {
            Recipients = everybody
                ? [.. Eligible(facts.LeaversTeams).Select(p => new Recipient { UserId = p })]
                : [.. allocation.Recipients.Select(r => r.TeamId is { } team && facts.Teams.TryGetValue(team, out IReadOnlyList<Guid>? members)
                    ? r with { Group = Eligible(members) }
                    : r)],
        };
    }
}
