namespace Offboarding.Contracts;

/// <summary>
/// Gives back what a departure or a reassign handed over, item by item, as far as nobody has touched it since (F4): still open, still
/// with that recipient, not changed. The rest is listed with the reason. Answered by <see cref="UndoStarted"/> or
/// <see cref="OffboardingRefused"/>, and at the end by <see cref="UndoCompleted"/>. A handover is undone once. Exchange
/// <c>offboarding.undo-handover</c>.
/// </summary>
public sealed record UndoHandoverRequested : IWorkspaceCommand
{
    /// <summary>Chosen by the sender, unique in the workspace. The same command again gets the same answer and does nothing twice.</summary>
    public required Guid RequestId { get; init; }

    /// <summary>The workspace.</summary>
    public required Guid WorkspaceId { get; init; }

    /// <summary>The case whose handover is undone: a completed departure or reassign.</summary>
    public required Guid OffboardingId { get; init; }

    /// <summary>Who asks: an active admin or owner of the workspace, else <c>not-permitted</c> (A1, B1).</summary>
    public required Guid RequestedBy { get; init; }

    /// <summary>Who gets the work; absent: whose it was. An active user either way, else <c>recipient-inactive</c>.</summary>
    public Guid? GiveTo { get; init; }
}
