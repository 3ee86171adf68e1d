using Offboarding.Contracts;
using Offboarding.Worker.Intake;

namespace Offboarding.Worker.Returns;

/// <summary>Checks whether somebody may come back: a pure function of the request and the facts. Returns null if so; otherwise the refusal.</summary>
public static class ReactivationRules
{
    public static Refusal? Check(ReactivateUserRequested request, ReactivationFacts facts) =>
        facts.Asker.CheckAdmin($"reactivate {request.UserId}") ?? CheckPerson(request, facts) ?? CheckSeat(request, facts);

    /// <summary>On the day of return (F2) nobody asks any more, and a last day that lies further ahead is no reason to stay away.</summary>
    public static Refusal? CheckReturn(ReactivateUserRequested request, ReactivationFacts facts) =>
        (CheckPerson(request, facts.CaseIsScheduled ? facts with { CaseInProgress = null } : facts) ?? CheckSeat(request, facts)) is { } refusal
            ? refusal with
            {
                Help = refusal.Code == RefusalCode.NoFreeSeat
                    ? "Deactivate somebody else or raise the seat limit; the return follows by itself."
                    : "The return follows by itself when that is over.",
            }
            : null;

    private static Refusal? CheckPerson(ReactivateUserRequested request, ReactivationFacts facts) => facts switch
    {
        { Status: null } => new Refusal(RefusalCode.UnknownUser,
            $"There is no user {request.UserId} in workspace {request.WorkspaceId}.",
            "Check userId and workspaceId; a user belongs to one workspace."),
        { Status: "deleted" } => new Refusal(RefusalCode.UnknownUser,
            $"User {request.UserId} was deleted permanently and cannot return.",
            "Send InviteUserRequested: the person comes as a new user with a new id."),
        { CaseInProgress: { } scheduled, CaseIsScheduled: true } => new Refusal(RefusalCode.ConflictingRequest,
            $"User {request.UserId} has a last day ahead, by case {scheduled}.",
            "Send CancelOffboardingRequested for that case; the person then simply stays."),
        { CaseInProgress: { } running } => new Refusal(RefusalCode.ConflictingRequest,
            $"User {request.UserId} is being offboarded, by case {running}.",
            "Wait until that case is completed, then send the request again with a new requestId."),
        { Status: "invited" } => new Refusal(RefusalCode.ConflictingRequest,
            $"User {request.UserId} is invited and was never active.", "Let them accept the invitation."),
        { NeverActive: true } => new Refusal(RefusalCode.ConflictingRequest,
            $"User {request.UserId} was invited and was never active, so there is no password and nothing to come back to.",
            "Send InviteUserRequested with the same e-mail address; the person keeps the id."),
        { Status: "active" } => new Refusal(RefusalCode.ConflictingRequest,
            $"User {request.UserId} is already active.", "There is nothing to do."),
        _ => null,
    };

    private static Refusal? CheckSeat(ReactivateUserRequested request, ReactivationFacts facts) => facts is { Kind: "full", Seats.Free: 0 }
        ? new Refusal(RefusalCode.NoFreeSeat,
            $"User {request.UserId} needs a seat, and {facts.Seats.InUse} of {facts.Seats.SeatLimit} are in use.",
            "Deactivate somebody else or raise the seat limit, then send the request again with a new requestId.")
        : null;
}
