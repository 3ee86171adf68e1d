using Offboarding.Contracts;
using Offboarding.Worker.Cases;
using Offboarding.Worker.Intake;

namespace Offboarding.Worker.Handover;

/// <summary>Checks whether an undo may begin: a pure function of the request and the facts. Returns null if so; otherwise the refusal.</summary>
public static class UndoRules
{
    public static Refusal? Check(UndoHandoverRequested request, UndoFacts facts) =>
        facts.Asker.CheckAdmin($"undo the handover of case {request.OffboardingId}")
        ?? CheckCase(request, facts)
        ?? CheckConflicts(request, facts)
        ?? CheckReceiver(request, facts);

    private static Refusal? CheckCase(UndoHandoverRequested request, UndoFacts facts) => facts switch
    {
        { Kind: null } => NoSuchHandover(request, $"names no case of workspace {request.WorkspaceId}"),
        { Kind: CaseKind.Undo } => NoSuchHandover(request, "names an undo; to move the work once more, send ReassignWorkRequested"),
        { State: not "completed" } => new Refusal(RefusalCode.ConflictingRequest, $"Case {request.OffboardingId} is not completed: it is {facts.State}.",
            facts.State is "scheduled" or "refused" or "cancelled"
                ? "Nothing was handed over by it."
                : "Wait until its handover is completed; if it needs attention, retry or skip the failed step first."),
        { MovedWork: false } => NoSuchHandover(request, "names a case whose plan moved nothing"),
        _ => null,
    };

    private static Refusal? CheckConflicts(UndoHandoverRequested request, UndoFacts facts)
    {
        if (facts.UndoneBy is { } undo)
        {
            return new Refusal(RefusalCode.ConflictingRequest, $"The handover of case {request.OffboardingId} is undone already, by case {undo}.",
                "What that undo left is listed with its reason; to move it, send ReassignWorkRequested.");
        }

        return facts.CaseInProgress is { } other
            ? new Refusal(RefusalCode.ConflictingRequest, $"Work of user {facts.UserId}, or of who is to get it, is already being moved by case {other}.",
                "Wait until that case is completed, then send a new request.")
            : null;
    }

    /// <summary>Whose work it was may have it back whatever team they are in now; somebody else must be allowed to receive it (C7).</summary>
    private static Refusal? CheckReceiver(UndoHandoverRequested request, UndoFacts facts)
    {
        RecipientFacts recipients = request.GiveTo is { } other && other != facts.UserId
            ? facts.Recipients
            : facts.Recipients with { Sales = new HashSet<Guid> { facts.UserId } };
        return RecipientRules.Check(facts.GivesBack, Guid.Empty, request.WorkspaceId, recipients) is { } refusal
            ? refusal with { Errors = [new FieldError { Path = "giveTo", Problem = refusal.Message }] }
            : null;
    }

    private static Refusal NoSuchHandover(UndoHandoverRequested request, string problem) => new(
        RefusalCode.InvalidRequest, $"There is no handover to undo: offboardingId {request.OffboardingId} {problem}.",
        "Take the id from OffboardingCompleted or ReassignmentCompleted, or from the dashboard.",
        [new FieldError { Path = "offboardingId", Problem = problem }]);
}
