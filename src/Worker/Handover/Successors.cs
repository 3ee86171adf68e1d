using Offboarding.Contracts;

namespace Offboarding.Worker.Handover;

/// <summary>Who gets a closed item that reopens after its owner left, kind by kind: whom the plan names alone for that kind, otherwise nobody (F5).</summary>
/// <param name="Conversations">For conversations; null: nobody is named.</param>
/// <param name="Contacts">For contacts.</param>
/// <param name="Leads">For leads; the database gives them one only while they are in a sales team (C7).</param>
/// <param name="Tasks">For tasks.</param>
public sealed record Successors(Guid? Conversations, Guid? Contacts, Guid? Leads, Guid? Tasks)
{
    /// <summary>Those a plan names.</summary>
    public static Successors Of(HandoverPlan plan) => new(One(plan.Conversations), One(plan.Contacts), One(plan.Leads), One(plan.Tasks));

    private static Guid? One(Allocation? allocation) =>
        allocation is { Strategy: AllocationStrategy.OneColleague, Recipients: [var only, ..] } ? only.UserId : null;
}
