using Offboarding.Contracts;
using Offboarding.Worker.Requests.Handover;
using Offboarding.Worker.Requests.Refusals;

namespace Offboarding.Worker.Requests.DeactivateUser;

/// <summary>Says whether a deactivation may begin: a pure function of the request and the facts. Null is yes.</summary>
public static class DeactivationRules
{
    private static readonly TimeSpan FurthestAhead = TimeSpan.FromDays(366);
    private static readonly TimeSpan LongestAgo = TimeSpan.FromDays(1);

    /// <summary>Everything that is checked when a request arrives.</summary>
    public static Refusal? Check(DeactivateUserRequested request, DeactivationFacts facts) =>
        CheckAsker(request, facts) ?? CheckLeaver(request, facts) ?? CheckLastDay(request, facts)
        ?? CheckOwners(request.UserId, facts)
        ?? RecipientRules.Check(request.Handover, request.UserId, request.WorkspaceId, facts.Recipients)
        ?? (facts.RequiresCompleteHandover ? CompleteHandoverRule.Check(request.Handover, request.UserId, facts.OpenWork) : null);

    /// <summary>The owner guards alone; checked again when a scheduled case is due (A7, B2, B3, D7).</summary>
    public static Refusal? CheckOwners(Guid leaver, DeactivationFacts facts)
    {
        if (facts.IsAccountOwner)
        {
            return new Refusal(RefusalCode.AccountOwner, $"User {leaver} owns the account and cannot be deactivated.",
                "Hand the ownership of the account to somebody else first, then send the request again.");
        }

        return facts is { IsOwner: true, Status: "active", OtherOwners: 0 }
            ? new Refusal(RefusalCode.OnlyOwner, $"User {leaver} is the only owner of the workspace; without an owner nobody could manage it.",
                "Give the owner role to a second active user first, then send the request again.")
            : null;
    }

    private static Refusal? CheckAsker(DeactivateUserRequested request, DeactivationFacts facts) => facts switch
    {
        { AskerStatus: null } => new Refusal(RefusalCode.NotPermitted,
            $"{request.RequestedBy} asked to deactivate {request.UserId} but is not a user of workspace {request.WorkspaceId}.",
            "Send the request in the name of an active admin or owner of the workspace."),
        { AskerStatus: not "active" } => new Refusal(RefusalCode.NotPermitted,
            $"{request.RequestedBy} asked to deactivate {request.UserId} but is {facts.AskerStatus}.",
            "Send the request in the name of an active admin or owner of the workspace."),
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

        return facts.CaseInProgress is { } other
            ? new Refusal(RefusalCode.ConflictingRequest, $"User {request.UserId} is being offboarded already, by case {other}.",
                "Wait until that case is completed; a request after it sweeps up what is left.")
            : null;
    }

    private static Refusal? CheckLastDay(DeactivateUserRequested request, DeactivationFacts facts)
    {
        var now = new DateTimeOffset(facts.Now, TimeSpan.Zero);
        if (request.LastDay is not { } lastDay || (lastDay >= now - LongestAgo && lastDay <= now + FurthestAhead))
        {
            return null;
        }

        string problem = lastDay < now
            ? $"{lastDay:O} is in the past; leave it out to start at once"
            : $"{lastDay:O} is more than {FurthestAhead.Days} days ahead; send the request closer to it";
        return new Refusal(RefusalCode.InvalidRequest, $"The last day of user {request.UserId} cannot be used: {problem}.",
            "Correct lastDay and send the request again; the same requestId may be used.",
            [new FieldError { Path = "lastDay", Problem = problem }]);
    }
}
