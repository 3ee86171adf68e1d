using Offboarding.Contracts;
using Offboarding.Worker.Intake;

namespace Offboarding.Worker.Handover;

/// <summary>C6, for a workspace with the policy <c>requireCompleteHandover</c>: n of n for every kind, or refused with the counters.</summary>
public static class CompleteHandoverRule
{
    /// <param name="plan">Null hands over nothing.</param>
    /// <param name="leaver">Whose work it is.</param>
    /// <param name="openWork">The leaver's open items for each kind.</param>
    public static Refusal? Check(HandoverPlan? plan, Guid leaver, IReadOnlyDictionary<string, long> openWork)
    {
        var counters = WorkKind.All.Select(kind =>
        {
            long items = openWork.GetValueOrDefault(kind.Name);
            return (kind.Name, Items: items, Given: Allocator.GoesToSomebody(plan is null ? null : kind.Allocation(plan), items));
        }).ToList();
        return counters.TrueForAll(c => c.Given == c.Items)
            ? null
            : new Refusal(RefusalCode.HandoverIncomplete,
                $"The workspace requires a complete handover, and the plan for user {leaver} leaves work over: "
                + $"{string.Join(", ", counters.Select(c => $"{c.Name} {c.Given}/{c.Items}"))}.",
                "Give every kind to somebody, or change the workspace's policy requireCompleteHandover.");
    }
}
