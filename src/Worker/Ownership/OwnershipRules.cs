using Offboarding.Contracts;
using Offboarding.Worker.Intake;

namespace Offboarding.Worker.Ownership;

/// <summary>Checks whether somebody can be the next owner (A7, B2, D7): a pure function. Returns null if so; otherwise the refusal.</summary>
public static class OwnershipRules
{
    public static Refusal? CheckNext(Guid holder, OwnershipFacts facts)
    {
        Guid next = facts.NextOwner;
        return facts switch
        {
            _ when next == holder => new Refusal(RefusalCode.RecipientNotEligible,
                $"User {holder} cannot hand their ownership to themselves.", "Name somebody else as nextOwner."),
            { NextStatus: null or "deleted" } => new Refusal(RefusalCode.RecipientUnknown,
                $"The next owner {next} is not a user of the workspace.", "Name an active user of the workspace as nextOwner."),
            { NextStatus: not "active" } => new Refusal(RefusalCode.RecipientInactive,
                $"The next owner {next} is {facts.NextStatus}.", "Name an active user of the workspace as nextOwner."),
            { NextKind: not "full" } => new Refusal(RefusalCode.RecipientNotEligible,
                $"The next owner {next} is a partner user and cannot own anything.", "Name an active full user as nextOwner."),
            _ => null,
        };
    }
}
