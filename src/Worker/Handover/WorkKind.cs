using Offboarding.Contracts;
using Offboarding.Worker.Infrastructure.Database;

namespace Offboarding.Worker.Handover;

/// <summary>
/// Describes one kind of work, so that a new kind is a description, not another step with statements of its own: <c>count-items</c> counts
/// it for one person (in pieces), <c>load-items</c> for several, <c>reassign-items</c> moves it and <c>undo-items</c> takes it back.
/// </summary>
/// <param name="Name">In the plural: <c>conversations</c>. The step is called <c>reassign-conversations</c>.</param>
/// <param name="Allocation">The part of the plan that speaks of this kind.</param>
/// <param name="With">The plan with that part replaced.</param>
/// <param name="IsOpen">The SQL condition on the status under which an item is open.</param>
/// <param name="Ended">What an undo says of an item that is not open any more: <c>closed</c>, or <c>deleted</c>.</param>
/// <param name="OnlySales">Only members of a sales team may receive it (C7).</param>
internal sealed record WorkKind(
    string Name, Func<HandoverPlan, Allocation?> Allocation, Func<HandoverPlan, Allocation, HandoverPlan> With,
    string IsOpen, string Ended = "closed", bool OnlySales = false)
{
    /// <summary>Every kind, in the order in which people read them.</summary>
    public static readonly IReadOnlyList<WorkKind> All =
    [
        new("conversations", static plan => plan.Conversations, static (plan, allocation) => plan with { Conversations = allocation }, "status <> 'closed'"),
        new("contacts", static plan => plan.Contacts, static (plan, allocation) => plan with { Contacts = allocation }, "status <> 'deleted'", "deleted"),
        new("leads", static plan => plan.Leads, static (plan, allocation) => plan with { Leads = allocation }, "status = 'open'", OnlySales: true),
        new("tasks", static plan => plan.Tasks, static (plan, allocation) => plan with { Tasks = allocation }, "status = 'pending'"),
    ];

    /// <summary>What a plan says, kind by kind.</summary>
    public static IReadOnlyList<Allocation> AllocationsOf(HandoverPlan? plan) =>
        plan is null ? [] : [.. All.Select(kind => kind.Allocation(plan)).OfType<Allocation>()];

    /// <summary>A statement that is written for contacts, for this kind.</summary>
    /// <param name="items">Its name.</param>
    public string Statement(string items) => Sql.Read(items)
        .Replace("contacts", Name, StringComparison.Ordinal).Replace("status <> 'deleted'", IsOpen, StringComparison.Ordinal);

    /// <summary>The same where conversations have a statement of their own: only they can be snoozed, and filtered by their state.</summary>
    /// <param name="items">The name of the statement for the other kinds.</param>
    /// <param name="conversations">The name of theirs.</param>
    public string Statement(string items, string conversations) => Name == "conversations" ? Sql.Read(conversations) : Statement(items);
}
