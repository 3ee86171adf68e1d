namespace Offboarding.Contracts;

/// <summary>
/// Calls a return off that has not come (F2): the person stays out. Answered by <see cref="ReturnCancelled"/> or
/// <see cref="OffboardingRefused"/>. Exchange <c>offboarding.cancel-return</c>.
/// </summary>
public sealed record CancelReturnRequested : ICaseCommand
{
    /// <summary>Chosen by the sender, unique in the workspace. The same command again gets the same answer and does nothing twice.</summary>
    public required Guid RequestId { get; init; }

    /// <summary>The workspace.</summary>
    public required Guid WorkspaceId { get; init; }

    /// <summary>The case, from an event of it or from the dashboard.</summary>
    public required Guid OffboardingId { get; init; }

    /// <summary>Who asks: an active admin or owner of the workspace, else <c>not-permitted</c>.</summary>
    public required Guid RequestedBy { get; init; }

    /// <summary>Why, for the audit trail; at most 500 characters.</summary>
    public string? Comment { get; init; }
}
