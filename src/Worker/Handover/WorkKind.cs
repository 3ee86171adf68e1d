using Offboarding.Contracts;

namespace Offboarding.Worker.Handover;

/// <summary>
/// Describes one kind of work, so that a new kind is a description and three SQL files, not another step: what counts as open
/// is in <c>count-conversations</c> (one person, in pieces) and <c>load-conversations</c> (several), how it moves in
/// <c>reassign-conversations</c>.
/// </summary>
/// <param name="Name">In the plural: <c>conversations</c>. The step is called <c>reassign-conversations</c>.</param>
/// <param name="Allocation">The part of the plan that speaks of this kind.</param>
/// <param name="With">The plan with that part replaced.</param>
/// <param name="IsOpen">The SQL condition on <c>w.status</c> under which an item is open.</param>
/// <param name="Ended">What an undo says of an item that is not open any more: <c>closed</c>, or <c>deleted</c>.</param>
/// <param name="OnlySales">Only members of a sales team may receive it (C7).</param>
internal sealed record WorkKind(
    string Name, Func<HandoverPlan, Allocation?> Allocation, Func<HandoverPlan, Allocation, HandoverPlan> With,
    string IsOpen, string Ended = "closed", bool OnlySales = false)
{
    /// <summary>Every kind, in the order in which people read them.</summary>
    public static readonly IReadOnlyList<WorkKind> All =
    [
        new("conversations", static plan => plan.Conversations, static (plan, allocation) => plan with { Conversations = allocation }, "w.status <> 'closed'"),
        new("contacts", static plan => plan.Contacts, static (plan, allocation) => plan with { Contacts = allocation }, "w.status <> 'deleted'", "deleted"),
        new("leads", static plan => plan.Leads, static (plan, allocation) => plan with { Leads = allocation }, "w.status = 'open'", OnlySales: true),
        new("tasks", static plan => plan.Tasks, static (plan, allocation) => plan with { Tasks = allocation }, "w.status = 'pending'"),
    ];

    /// <summary>What a plan says, kind by kind.</summary>
    public static IReadOnlyList<Allocation> AllocationsOf(HandoverPlan? plan) =>
        plan is null ? [] : [.. All.Select(kind => kind.Allocation(plan)).OfType<Allocation>()];
}
