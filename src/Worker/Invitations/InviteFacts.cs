using Offboarding.Contracts;
using Offboarding.Worker.Intake;

namespace Offboarding.Worker.Invitations;

/// <summary>What the database says, under the workspace's lock, about an address that is invited.</summary>
/// <param name="HoldsSeat">By the workspace's policy an invited full user holds a seat.</param>
/// <param name="SameId">The user of the workspace who has the address; null: nobody.</param>
/// <param name="SameStatus">That user: active, inactive, invited.</param>
/// <param name="NeverActive">That user was invited before and never active, so the same person is invited again.</param>
/// <param name="Departure">A departure of that user that is not over.</param>
/// <param name="Invitation">That user's open invitation.</param>
public sealed record InviteFacts(bool HoldsSeat, Guid? SameId, string? SameStatus, bool NeverActive, Guid? Departure, Guid? Invitation)
{
    /// <summary>Checks whether the address can be invited: an address belongs to one user of a workspace (B7). Returns null if so; otherwise the refusal.</summary>
    public Refusal? CheckAddress() => this switch
    {
        { SameId: null } => null,
        { NeverActive: true, Departure: null } => null,
        { NeverActive: true, Departure: { } departure } => new Refusal(RefusalCode.ConflictingRequest,
            $"User {SameId} has this e-mail address and is being offboarded, by case {departure}.",
            "Wait until that case is completed, then invite the person with a new requestId."),
        { SameStatus: "invited" } => new Refusal(RefusalCode.ConflictingRequest,
            $"User {SameId} has this e-mail address and has already been invited.",
            Invitation is { } open
                ? $"Wait until it is accepted, or send CancelInvitationRequested for invitation {open} and invite the person again."
                : "Deactivate that user with DeactivateUserRequested, then invite the person again."),
        { SameStatus: "active" } => new Refusal(RefusalCode.ConflictingRequest,
            $"User {SameId} has this e-mail address and is active.", "There is nothing to do; a different person needs an address of their own."),
        _ => new Refusal(RefusalCode.ConflictingRequest,
            $"User {SameId} has this e-mail address and left.", "To let the person in again send ReactivateUserRequested for that user."),
    };
}
