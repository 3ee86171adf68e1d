namespace Offboarding.Contracts;

/// <summary>
/// Puts a user under legal hold (F10): whatever else is asked, the data is not deleted until the hold is lifted. Leaving stays
/// possible. Answered by <see cref="LegalHoldPlaced"/> or <see cref="OffboardingRefused"/>. Exchange <c>offboarding.place-legal-hold</c>.
/// </summary>
public sealed record PlaceLegalHoldRequested : IWorkspaceCommand
{
    /// <summary>Chosen by the sender, unique in the workspace. The same command again gets the same answer and does nothing twice.</summary>
    public required Guid RequestId { get; init; }

    /// <summary>The workspace.</summary>
    public required Guid WorkspaceId { get; init; }

    /// <summary>Whose data is held: an active or inactive user who is not held yet, else <c>conflicting-request</c>.</summary>
    public required Guid UserId { get; init; }

    /// <summary>Who asks: an active admin or owner of the workspace, else <c>not-permitted</c>.</summary>
    public required Guid RequestedBy { get; init; }

    /// <summary>Why, for the people who look later; 1 to 500 characters.</summary>
    public required string Reason { get; init; }
}
