using Offboarding.Contracts;
using Offboarding.Worker.Messaging;

namespace Offboarding.Worker.Operations;

/// <summary>The command for one item (pure): the same that a single act sends, so that it takes the same road and the same rules hold.</summary>
internal static class OperationCommand
{
    private const int CommentLength = 500;

    /// <summary>
    /// The message. Its request id is derived of the operation and the item: a worker that died after it sent sends the same id again,
    /// and nothing happens twice.
    /// </summary>
    public static object For(OperationRow operation, OperationItem item)
    {
        Guid requestId = EventIds.Event(operation.Id, $"item/{item.Number}");
        return item is { CaseId: { } caseId, Step: { } step }
            ? new RetryStepRequested
            {
                RequestId = requestId,
                OffboardingId = caseId,
                Step = step,
                RequestedBy = operation.Actor,
                Comment = Comment(operation),
            }
            : new ReplayMessageRequested { RequestId = requestId, MessageId = item.MessageId!.Value, RequestedBy = operation.Actor };
    }

    /// <summary>Says in the audit trail of each case which operation it was, and why.</summary>
    internal static string Comment(OperationRow operation)
    {
        string comment = $"operation {operation.Id}{(operation.Why is null ? "" : ": " + operation.Why)}";
        return comment.Length > CommentLength ? comment[..CommentLength] : comment;
    }
}
