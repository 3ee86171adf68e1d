using Offboarding.Contracts;
using Offboarding.Worker.Requests.Refusals;
using Offboarding.Worker.Requests.Seats;

namespace Offboarding.Worker.Requests.Invitations;

/// <summary>Says what may become of an invitation (C11, E3): pure functions. Null is yes.</summary>
public static class InvitationRules
{
    /// <summary>An invitation ends once.</summary>
    public static Refusal? CheckOpen(Guid invitationId, InvitationRow? row) => row switch
    {
        null => new Refusal(RefusalCode.InvalidRequest, $"There is no invitation {invitationId} in the workspace.",
            "Take the id from UserInvited or ContactInvited.", [new FieldError { Path = "invitationId", Problem = "names no invitation of the workspace" }]),
        { Status: not "open" } => new Refusal(RefusalCode.ConflictingRequest, $"Invitation {invitationId} was {row.Status} already.",
            row.Status == "accepted" ? "To take the person out again, deactivate them." : "Invite them again."),
        { IsDue: true } => new Refusal(RefusalCode.ConflictingRequest, $"Invitation {invitationId} has expired.", "Invite them again."),
        _ => null,
    };

    /// <summary>Who holds no seat yet and needs one finds one free, or is refused.</summary>
    public static Refusal? CheckSeat(string who, bool needsSeat, SeatCount seats) => needsSeat && seats.Free == 0
        ? new Refusal(RefusalCode.NoFreeSeat, $"{who} needs a seat, and {seats.InUse} of {seats.SeatLimit} are in use.",
            "Deactivate somebody or raise the seat limit first.")
        : null;
}
