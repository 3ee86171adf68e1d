using Offboarding.Contracts;
using Offboarding.Worker.Intake;

namespace Offboarding.Worker.Handover;

/// <summary>Checks whether a reassign may begin: a pure function of the request and the facts. Returns null if so; otherwise the refusal.</summary>
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
            ? new Refusal(RefusalCode.ConflictingRequest, $"Work of user {request.UserId} is already being moved by case {other}.",
                "Wait until that case is completed, then send a new request for what is left.")
            : null;
    }
}

/// <summary>What the database says, under the workspace's lock, about a wish to reassign somebody's work.</summary>
public sealed record ReassignFacts
{
    public required Asker Asker { get; init; }

    /// <summary>Status of whose work it is: active, inactive, invited, deleted; null: no such user in this workspace.</summary>
    public string? Status { get; init; }

    /// <summary>A case of that user, of any kind, that has started and is not over.</summary>
    public Guid? CaseInProgress { get; init; }

    public required RecipientFacts Recipients { get; init; }
}
