namespace Offboarding.Contracts;

/// <summary>
/// Stops the handover of a case until it is resumed; sign-in stays closed, and a batch that is running ends first. Not while
/// sessions are still being ended. Answered by <see cref="OffboardingPaused"/> or <see cref="OffboardingRefused"/>. Exchange
/// <c>offboarding.pause-offboarding</c>.
/// </summary>
public sealed record PauseOffboardingRequested : ICaseCommand
{
    /// <summary>Chosen by the sender, unique in the workspace. The same command again gets the same answer and does nothing twice.</summary>
    public required Guid RequestId { get; init; }

    /// <summary>The workspace.</summary>
    public required Guid WorkspaceId { get; init; }

    /// <summary>The case, from an event of it or from the dashboard.</summary>
    public required Guid OffboardingId { get; init; }

    /// <summary>Who asks: an operator's account name, 1 to 200 characters.</summary>
    public required string RequestedBy { get; init; }

    /// <summary>Why, for the audit trail; at most 500 characters.</summary>
    public string? Comment { get; init; }
}
