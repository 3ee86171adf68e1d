namespace Offboarding.Contracts;

/// <summary>
/// Gives work of one person to others, without a departure: of somebody who is inactive already, or who stays (D5, D11). Nobody is
/// locked out. Answered by <see cref="ReassignmentStarted"/> or <see cref="OffboardingRefused"/>, and at the end by
/// <see cref="ReassignmentCompleted"/>. Exchange <c>offboarding.reassign-work</c>.
/// </summary>
public sealed record ReassignWorkRequested : IWorkspaceCommand
{
    /// <summary>Chosen by the sender, unique in the workspace. The same command again gets the same answer and does nothing twice.</summary>
    public required Guid RequestId { get; init; }

    /// <summary>The workspace.</summary>
    public required Guid WorkspaceId { get; init; }

    /// <summary>Whose work it is: any user of the workspace, active or not.</summary>
    public required Guid UserId { get; init; }

    /// <summary>Who asks: an active admin or owner of the workspace, else <c>not-permitted</c> (A1, B1).</summary>
    public required Guid RequestedBy { get; init; }

    /// <summary>Who gets it. A kind without an allocation stays where it is; at least one kind has to move.</summary>
    public required HandoverPlan Handover { get; init; }

    /// <summary>Which of the items; absent: all that are open.</summary>
    public WorkFilter? Filter { get; init; }
}
