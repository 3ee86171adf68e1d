namespace Offboarding.Worker.Cases;

/// <summary>What the saga needs to know of a step.</summary>
/// <param name="Name">For example <c>reassign-conversations</c>.</param>
/// <param name="Phase">Steps of one phase run in parallel; a phase starts when the one before it is settled.</param>
/// <param name="Status">Where it stands.</param>
/// <param name="Done">Items dealt with.</param>
public sealed record StepSnapshot(string Name, int Phase, StepStatus Status, long Done)
{
    /// <summary>No further message will come from it by itself.</summary>
    public bool IsSettled => Status is StepStatus.Done or StepStatus.Skipped or StepStatus.Failed;

    /// <summary>It needs nobody any more.</summary>
    public bool IsFinished => Status is StepStatus.Done or StepStatus.Skipped;
}
