using Offboarding.Contracts;
using Offboarding.Worker.Intake;

namespace Offboarding.Worker.Handover;

/// <summary>Says whether a reassign may begin: a pure function of the request and the facts. Null is yes.</summary>
public static class ReassignRules
{
    public static Refusal? Check(ReassignWorkRequested request, ReassignFacts facts) =>
        facts.Asker.CheckAdmin($"reassign the work of {request.UserId}")
        ?? CheckOwnerOfWork(request, facts)
        ?? RecipientRules.Check(request.Handover, request.UserId, request.WorkspaceId, facts.Recipients);

    private static Refusal? CheckOwnerOfWork(ReassignWorkRequested request, ReassignFacts facts)
    {
        if (facts.Status is null)
        {
            return new Refusal(RefusalCode.UnknownUser, $"There is no user {request.UserId} in workspace {request.WorkspaceId}.",
                "Check userId and workspaceId; a user belongs to one workspace.");
        }

        return facts.CaseInProgress is { } other
            ? new Refusal(RefusalCode.ConflictingRequest, $"Work of user {request.UserId} is changing hands already, by case {other}.",
                "Wait until that case is completed, then send a new request for what is left.")
            : null;
    }
}
