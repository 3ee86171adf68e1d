using System.Text.Json;
using Offboarding.Contracts;

namespace Offboarding.Worker.Handover;

/// <summary>A plan before and after some of its kinds were replaced: pure.</summary>
/// <param name="Before">As it was.</param>
/// <param name="After">As it is from now on.</param>
/// <param name="Named">The kinds that were named.</param>
internal sealed record PlanChange(HandoverPlan Before, HandoverPlan After, IReadOnlyList<WorkKind> Named)
{
    public static PlanChange Of(string before, HandoverPlan wish)
    {
        HandoverPlan plan = JsonSerializer.Deserialize<HandoverPlan>(before, JsonSerializerOptions.Web)!;
        WorkKind[] named = NamedBy(wish);
        return new PlanChange(plan, named.Aggregate(plan, (p, kind) => kind.With(p, kind.Allocation(wish)!)), named);
    }

    public static WorkKind[] NamedBy(HandoverPlan wish) => [.. WorkKind.All.Where(kind => kind.Allocation(wish) is not null)];

    /// <summary>For the audit trail: what held before and what holds now, kind by kind.</summary>
    /// <param name="moved">Items that went by earlier plans.</param>
    public Dictionary<string, object> Details(Func<string, long> moved) => Named.ToDictionary(
        kind => kind.Name, kind => (object)new { before = kind.Allocation(Before), after = kind.Allocation(After), moved = moved(kind.Name) });
}
