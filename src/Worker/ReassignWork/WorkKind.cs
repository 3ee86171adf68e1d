using Offboarding.Contracts;

namespace Offboarding.Worker.ReassignWork;

/// <summary>
/// Describes one kind of work, so that a new kind is a description and two SQL files, not another step: what counts as open
/// is in <c>count-conversations.sql</c>, how it moves in <c>reassign-conversations.sql</c>.
/// </summary>
/// <param name="Name">In the plural: <c>conversations</c>. The step is called <c>reassign-conversations</c>.</param>
/// <param name="Allocation">The part of the plan that speaks of this kind.</param>
/// <param name="OnlySales">Only members of a sales team may receive it (C7).</param>
internal sealed record WorkKind(string Name, Func<HandoverPlan, Allocation?> Allocation, bool OnlySales = false)
{
    /// <summary>Every kind, in the order in which people read them.</summary>
    public static readonly IReadOnlyList<WorkKind> All =
    [
        new("conversations", static plan => plan.Conversations),
        new("contacts", static plan => plan.Contacts),
        new("leads", static plan => plan.Leads, OnlySales: true),
        new("tasks", static plan => plan.Tasks),
    ];

    /// <summary>Everybody a plan names, once.</summary>
    public static Guid[] RecipientsOf(HandoverPlan? plan) => plan is null
        ? []
        : [.. All.SelectMany(kind => kind.Allocation(plan)?.Recipients ?? []).Select(r => r.UserId).Distinct()];
}
