using Offboarding.Dashboard.Layout;
using Offboarding.Dashboard.Pages.Case;
using Offboarding.Dashboard.Pages.Evidence;

namespace Offboarding.Dashboard.Commands;

/// <summary>
/// Of which kinds of work the plan of a case can still change, as far as a page can tell: pure functions of what the case is now. The worker
/// decides (docs/adr/0023).
/// </summary>
public static class PlanChanges
{
    /// <summary>Completes "This case "; null: the plan can change.</summary>
    public static string? WhyNot(CaseNow now) => now switch
    {
        { Kind: not ("deactivate" or "reassign") } => "has no plan",
        { State: "completed" or "refused" or "cancelled" } => $"is {Words.Label(now.State).ToLowerInvariant()}",
        _ when EvidenceQuery.Kinds.All(kind => WhyNot(now, kind) is not null) => "has no kind of work left whose plan can change",
        _ => null,
    };

    /// <summary>Completes "Conversations "; null: this kind can change.</summary>
    public static string? WhyNot(CaseNow now, string kind) => now.Steps.FirstOrDefault(step => step.Name == $"reassign-{kind}")?.Status switch
    {
        "done" => "have already been handed over; what has moved can be undone, or reassigned",
        "skipped" => "were left out; they can be reassigned",
        "ready" or "running" when now.State != "paused" => "are being handed over at this moment; pause the case first",
        _ => null,
    };

    /// <summary>Kinds that can change, in the order of all pages.</summary>
    public static IReadOnlyList<string> Open(CaseNow now) => [.. EvidenceQuery.Kinds.Where(kind => WhyNot(now, kind) is null)];
}
