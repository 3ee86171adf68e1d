namespace Offboarding.Contracts;

/// <summary>
/// Calls off a departure or a deletion whose day has not come (F1, D8); once it has started it is refused, with what is possible instead.
/// Answered by <see cref="OffboardingCancelled"/> or <see cref="OffboardingRefused"/>. Exchange <c>offboarding.cancel-offboarding</c>.
/// </summary>
public sealed record CancelOffboardingRequested : ICaseCommand
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
