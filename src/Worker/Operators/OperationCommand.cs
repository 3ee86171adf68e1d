using Offboarding.Contracts;

namespace Offboarding.Worker.Operators;

/// <summary>The command for one item (pure): the same that a single act sends, so that it takes the same road and the same rules hold.</summary>
internal static class OperationCommand
{
    private const int CommentLength = 500;

    /// <summary>The message.</summary>
    public static object For(OperationRow operation, OperationItem item) => operation.Kind switch
    {
        "retry-steps" => new RetryStepRequested
        {
            RequestId = item.RequestId,
            OffboardingId = item.CaseId!.Value,
            Step = item.Step!,
            RequestedBy = operation.Actor,
            Comment = Comment(operation),
        },
        "skip-steps" => new SkipStepRequested
        {
            RequestId = item.RequestId,
            WorkspaceId = item.WorkspaceId,
            OffboardingId = item.CaseId!.Value,
            Step = item.Step!,
            RequestedBy = operation.Actor,
            Reason = Comment(operation),
        },
        "pause-cases" => new PauseOffboardingRequested
        {
            RequestId = item.RequestId,
            WorkspaceId = item.WorkspaceId,
            OffboardingId = item.CaseId!.Value,
            RequestedBy = operation.Actor,
            Comment = Comment(operation),
        },
        "resume-cases" => new ResumeOffboardingRequested
        {
            RequestId = item.RequestId,
            WorkspaceId = item.WorkspaceId,
            OffboardingId = item.CaseId!.Value,
            RequestedBy = operation.Actor,
            Comment = Comment(operation),
        },
        "cancel-cases" => new CancelOffboardingRequested
        {
            RequestId = item.RequestId,
            WorkspaceId = item.WorkspaceId,
            OffboardingId = item.CaseId!.Value,
            RequestedBy = operation.InTheNameOf!.Value,
            Comment = Comment(operation),
        },
        "replay-messages" => new ReplayMessageRequested
        {
            RequestId = item.RequestId,
            MessageId = item.MessageId!.Value,
            RequestedBy = operation.Actor,
        },
        _ => throw new ArgumentOutOfRangeException(nameof(operation), operation.Kind, "no such kind of operation"),
    };

    /// <summary>Says in the audit trail of each case which operation it was, who asked for it, where it is somebody else's name that is there, and why.</summary>
    internal static string Comment(OperationRow operation)
    {
        string comment = $"operation {operation.Id}{(operation.InTheNameOf is null ? "" : $" by {operation.Actor}")}"
            + (operation.Why is null ? "" : $": {operation.Why}");
        return comment.Length > CommentLength ? comment[..CommentLength] : comment;
    }
}
