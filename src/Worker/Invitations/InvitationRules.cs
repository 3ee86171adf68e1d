using Offboarding.Contracts;
using Offboarding.Worker.Infrastructure;
using Offboarding.Worker.Intake;
using Offboarding.Worker.Seats;

namespace Offboarding.Worker.Invitations;

/// <summary>Decides what may become of an invitation and of whom it is for (C11, E3): pure functions that return null when it is allowed.</summary>
public static class InvitationRules
{
    /// <summary>An invitation ends once.</summary>
    public static Refusal? CheckOpen(Guid invitationId, InvitationRow? row) => row switch
    {
        null => new Refusal(RefusalCode.InvalidRequest, $"There is no invitation {invitationId} in the workspace.",
            "Take the id from UserInvited or ContactInvited.", [new FieldError { Path = "invitationId", Problem = "names no invitation of the workspace" }]),
        { Status: not "open" } => new Refusal(RefusalCode.ConflictingRequest, $"Invitation {invitationId} has already been {row.Status}.",
            row.Status == "accepted" ? "To take the person out again, deactivate them." : "Invite them again."),
        { IsDue: true } => new Refusal(RefusalCode.ConflictingRequest, $"Invitation {invitationId} has expired.", "Invite them again."),
        _ => null,
    };

    /// <summary>
    /// An invitation lets in only a person who is still invited. The person may have left, been deleted or been activated otherwise since; the
    /// link in the mail knows nothing of that.
    /// </summary>
    public static Refusal? CheckAccept(Guid invitationId, InvitationRow? row)
    {
        if (CheckOpen(invitationId, row) is { } refusal || row!.PersonStatus == "invited")
        {
            return CheckOpen(invitationId, row);
        }

        string who = row.UserId is { } user ? $"user {user}" : $"contact {row.ContactId}";
        string help = (row.PersonStatus, row.UserId) switch
        {
            ("active", _) => "There is nothing to do.",
            ("deleted", _) => "Invite the person as a new user or contact.",
            (_, null) => "Send InviteContactRequested for a new invitation.",
            _ => "An admin of the workspace can send ReactivateUserRequested, or InviteUserRequested if the person was never active.",
        };
        return new Refusal(RefusalCode.ConflictingRequest, $"Invitation {invitationId} cannot be accepted: {who} is {row.PersonStatus}, not invited.", help);
    }

    /// <summary>
    /// With the invitation the invited person goes, and work the application already gave them goes to nobody: not while another case moves
    /// it, and not where the workspace insists on a complete handover (C6).
    /// </summary>
    /// <param name="invitationId">The invitation.</param>
    /// <param name="row">Its row.</param>
    /// <param name="openWork">The person's open items for each kind of work.</param>
    public static Refusal? CheckCancel(Guid invitationId, InvitationRow? row, IReadOnlyDictionary<string, long> openWork)
    {
        if (CheckOpen(invitationId, row) is { } refusal)
        {
            return refusal;
        }

        if (row is not { UserId: { } user, PersonStatus: "invited" } || openWork.Count == 0)
        {
            return null;
        }

        string work = Say.Work(openWork);
        return row switch
        {
            { ReassignInProgress: { } other } => new Refusal(RefusalCode.ConflictingRequest,
                $"Invitation {invitationId} cannot be cancelled now: case {other} is moving work of invited user {user}, who holds {work}.",
                "Wait until that case is completed, then send CancelInvitationRequested with a new requestId."),
            { RequiresCompleteHandover: true } => new Refusal(RefusalCode.HandoverIncomplete,
                $"Invitation {invitationId} cannot be cancelled: the workspace requires a complete handover, and invited user {user} holds {work}.",
                "Send DeactivateUserRequested with a plan, or ReassignWorkRequested first; then cancel the invitation with a new requestId."),
            _ => null,
        };
    }

    /// <summary>Who holds no seat yet and needs one finds one free, or is refused.</summary>
    public static Refusal? CheckSeat(string who, bool needsSeat, SeatCount seats) => needsSeat && seats.Free == 0
        ? new Refusal(RefusalCode.NoFreeSeat, $"{who} needs a seat, and {seats.InUse} of {seats.SeatLimit} are in use.",
            "Deactivate somebody or raise the seat limit first.")
        : null;
}
