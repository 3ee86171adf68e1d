using Offboarding.Contracts;
using Offboarding.Worker.Cases;
using Offboarding.Worker.Handover;
using Offboarding.Worker.Intake;
using Offboarding.Worker.Ownership;
using Offboarding.Worker.Returns;

namespace Offboarding.Worker.Departures;

/// <summary>Checks whether a deactivation may begin: a pure function of the request and the facts. Returns null if so; otherwise the refusal.</summary>
public static class DeactivationRules
{
    /// <summary>Everything that is checked when a request arrives.</summary>
    public static Refusal? Check(DeactivateUserRequested request, DeactivationFacts facts) =>
        CheckAsker(request, facts) ?? CheckLeaver(request, facts) ?? LastDayRule.Check(request.SaidLastDay(), $"The last day of user {request.UserId}", facts.Now, longestAgo: TimeSpan.FromDays(facts.LateLastDayDays))
        ?? CheckReturn(request, facts) ?? CheckNextOwner(request, facts) ?? CheckOwners(request.UserId, facts)
        ?? RecipientRules.Check(
            request.Handover, request.UserId, request.WorkspaceId, facts.Recipients, request.SaidLastDay().Ends() is { } ends && ends.UtcDateTime > facts.Now ? ends.UtcDateTime : null)
        ?? (facts.RequiresCompleteHandover ? CompleteHandoverRule.Check(request.Handover, request.UserId, facts.OpenWork) : null);

    /// <summary>What is checked again when a scheduled case is due: much may have happened since (F1).</summary>
    public static Refusal? CheckDue(Guid leaver, DeactivationFacts facts) => facts.Status == "deleted"
        ? new Refusal(RefusalCode.UnknownUser, $"User {leaver} was deleted before the last day came.", "There is nothing to do.")
        : CheckOwners(leaver, facts);

    /// <summary>The owner guards alone (A7, B2, B3, D7).</summary>
    public static Refusal? CheckOwners(Guid leaver, DeactivationFacts facts)
    {
        if (facts.Ownership is { OwnsAnything: true } ownership)
        {
            return OwnershipRules.CheckNext(leaver, ownership);
        }

        if (facts.IsAccountOwner)
        {
            return new Refusal(RefusalCode.AccountOwner, $"User {leaver} owns the account and cannot be deactivated.",
                "Name a nextOwner, or hand the ownership of the account to somebody else first, then send the request again.");
        }

        return facts is { IsOwner: true, Status: "active", OtherOwners: 0 }
            ? new Refusal(RefusalCode.OnlyOwner, $"User {leaver} is the only owner of the workspace; without an owner nobody could manage it.",
                "Name a nextOwner, or give the owner role to a second active user first, then send the request again.")
            : null;
    }

    private static Refusal? CheckReturn(DeactivateUserRequested request, DeactivationFacts facts)
    {
        if (request.SaidReturn().Begins() is not null && request.SaidLastDay().Ends() is var day
            && (facts.NeverActive || (facts.Status == "invited" && (day is null || day.Value.UtcDateTime <= facts.Now))))
        {
            string field = request.SaidReturn().Field;
            return new Refusal(RefusalCode.InvalidRequest,
                $"User {request.UserId} was invited and was never active, so there is nothing to return to.",
                $"Leave {field} out and send the request again; the same requestId may be used. InviteUserRequested invites the person again.",
                [new FieldError { Path = field, Problem = "is for somebody who was active before" }]);
        }

        DateTime ends = request.SaidLastDay().Ends() is { } last && last.UtcDateTime > facts.Now ? last.UtcDateTime : facts.Now;
        return ReturnRule.Check(request.SaidReturn(), $"The return of user {request.UserId}", ends, facts.Now);
    }

    /// <summary>Ownership is not for admins to give, and somebody who owns nothing has nothing to transfer.</summary>
    private static Refusal? CheckNextOwner(DeactivateUserRequested request, DeactivationFacts facts) => facts switch
    {
        { Ownership: null } => null,
        { Ownership.OwnsAnything: false } => new Refusal(RefusalCode.InvalidRequest,
            $"User {request.UserId} owns nothing that {request.NextOwner} could get.",
            "Leave nextOwner out and send the request again; the same requestId may be used.",
            [new FieldError { Path = "nextOwner", Problem = "is used only if the leaver owns the account or has the owner role" }]),
        // Checked for each line of a list and each replay, too: what was checked before is that an admin asked.
        { AskerIsOwner: false } => new Refusal(RefusalCode.NotPermitted,
            $"{request.RequestedBy} asked to transfer what {request.UserId} owns but is not an owner of the workspace.",
            "Let an active owner of the workspace ask."),
        _ => null,
    };

    private static Refusal? CheckAsker(DeactivateUserRequested request, DeactivationFacts facts) => facts switch
    {
        { AskerWasChecked: true } => null,
        { AskerStatus: null } => new Refusal(RefusalCode.NotPermitted,
            $"{request.RequestedBy} asked to deactivate {request.UserId} but is not a user of workspace {request.WorkspaceId}.",
            "Send the request on behalf of an active admin or owner of the workspace."),
        { AskerStatus: not "active" } => new Refusal(RefusalCode.NotPermitted,
            $"{request.RequestedBy} asked to deactivate {request.UserId} but is {facts.AskerStatus}.",
            "Send the request on behalf of an active admin or owner of the workspace."),
        { AskerIsAdmin: false } => new Refusal(RefusalCode.NotPermitted,
            $"{request.RequestedBy} asked to deactivate {request.UserId} but is neither admin nor owner of the workspace.",
            "Let an active admin or owner ask, or give the role admin to the one who did."),
        _ => null,
    };

    private static Refusal? CheckLeaver(DeactivateUserRequested request, DeactivationFacts facts)
    {
        if (facts.Status is null or "deleted")
        {
            return new Refusal(RefusalCode.UnknownUser, $"There is no user {request.UserId} in workspace {request.WorkspaceId}.",
                "Check userId and workspaceId; a user belongs to one workspace.");
        }

        if (facts is { CaseIsHeld: true, CaseInProgress: { } held })
        {
            return new Refusal(RefusalCode.HeldForApproval, $"The departure of user {request.UserId} has already been requested and awaits the approval of a second person, as case {held}.",
                "Let somebody else approve or reject it; or call that case off, and send the request again with a new requestId.");
        }

        return facts.CaseInProgress is { } other
            ? new Refusal(RefusalCode.ConflictingRequest, $"User {request.UserId} is being offboarded already, by case {other}.",
                "If its last day has not come, cancel or reschedule that case. Otherwise wait until it completes; a later request handles what is left.")
            : null;
    }
}
