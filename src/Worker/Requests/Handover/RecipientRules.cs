using Offboarding.Contracts;
using Offboarding.Worker.ReassignWork;
using Offboarding.Worker.Requests.Refusals;

namespace Offboarding.Worker.Requests.Handover;

/// <summary>Says whether everybody a plan names may receive: a pure function of the plan and the facts. Null is yes.</summary>
public static class RecipientRules
{
    /// <summary>The first recipient who may not receive is refused by name, before anything happens.</summary>
    /// <param name="plan">Who is to receive; null names nobody.</param>
    /// <param name="leaver">Whose work it is.</param>
    /// <param name="workspaceId">The workspace, for the text of a refusal.</param>
    /// <param name="facts">What the database says about those the plan names.</param>
    public static Refusal? Check(HandoverPlan? plan, Guid leaver, Guid workspaceId, RecipientFacts facts) => WorkKind.All
        .SelectMany(kind => (plan is null ? null : kind.Allocation(plan)?.Recipients) ?? [], (kind, recipient) => (kind, recipient))
        .Select(named => CheckRecipient(leaver, workspaceId, facts, named.kind, named.recipient.UserId))
        .FirstOrDefault(refusal => refusal is not null);

    private static Refusal? CheckRecipient(Guid leaver, Guid workspaceId, RecipientFacts facts, WorkKind kind, Guid recipient)
    {
        if (recipient == leaver)
        {
            return new Refusal(RefusalCode.RecipientNotEligible, $"User {recipient} leaves and cannot receive their own {kind.Name}.",
                "Name somebody else, or use the strategy keep.");
        }

        if (!facts.Status.TryGetValue(recipient, out string? status) || status == "deleted")
        {
            return new Refusal(RefusalCode.RecipientUnknown,
                $"Recipient {recipient} of the {kind.Name} is not a user of workspace {workspaceId}.",
                "Name active users of the same workspace.");
        }

        if (status != "active")
        {
            return new Refusal(RefusalCode.RecipientInactive, $"Recipient {recipient} is {status} and cannot receive {kind.Name}.",
                "Name an active user, or activate this one first.");
        }

        return kind.OnlySales && !facts.Sales.Contains(recipient)
            ? new Refusal(RefusalCode.RecipientNotEligible,
                $"Recipient {recipient} is not a member of a sales team and cannot receive {kind.Name}.",
                "Name members of a sales team, or make this one a member first.")
            : null;
    }
}
