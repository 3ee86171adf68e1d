using Offboarding.Contracts;

namespace Offboarding.Worker.ReassignWork;

/// <summary>Describes one kind of work, so that a new kind is a description and two SQL files, not another step.</summary>
/// <param name="Name">In the plural, kebab-case: <c>conversations</c>. The step is called <c>reassign-conversations</c>, its SQL
/// files <c>count-conversations.sql</c> and <c>reassign-conversations.sql</c>.</param>
/// <param name="Allocation">The part of the plan that speaks of this kind.</param>
internal sealed record WorkKind(string Name, Func<HandoverPlan, Allocation?> Allocation)
{
    /// <summary>Open and snoozed conversations, pending callbacks, scheduled follow-ups (D5).</summary>
    public static readonly WorkKind Conversations = new("conversations", plan => plan.Conversations);
}
