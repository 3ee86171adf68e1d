using Offboarding.Contracts;
using Offboarding.Worker.Intake;

namespace Offboarding.Worker.Ownership;

/// <summary>Says whether ownership may be handed on: a pure function of the request and the facts. Null is yes.</summary>
public static class TransferOwnershipRules
{
    public static Refusal? Check(TransferOwnershipRequested request, Asker asker, OwnershipFacts facts) =>
        asker.CheckOwner($"hand on what {request.UserId} owns")
        ?? (facts.OwnsAnything ? null : new Refusal(RefusalCode.ConflictingRequest,
            $"User {request.UserId} neither owns the account nor has the owner role.", "There is nothing to hand on."))
        ?? OwnershipRules.CheckNext(request.UserId, facts);
}
