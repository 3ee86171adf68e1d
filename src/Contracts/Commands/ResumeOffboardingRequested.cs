namespace Offboarding.Contracts;

/// <summary>
/// Carries on with a case that was paused, from where it stood. Answered by <see cref="OffboardingResumed"/> or
/// <see cref="OffboardingRefused"/>. Exchange <c>offboarding.resume-offboarding</c>.
/// </summary>
public sealed record ResumeOffboardingRequested : ICaseCommand
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
