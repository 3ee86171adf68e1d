namespace Offboarding.Contracts;

/// <summary>
/// Lifts the legal hold of a user (F10): the data may be deleted again, and nothing is deleted by it. Answered by
/// <see cref="LegalHoldLifted"/> or <see cref="OffboardingRefused"/>. Exchange <c>offboarding.lift-legal-hold</c>.
/// </summary>
public sealed record LiftLegalHoldRequested : IWorkspaceCommand
{
    /// <summary>Chosen by the sender, unique in the workspace. The same command again gets the same answer and does nothing twice.</summary>
    public required Guid RequestId { get; init; }

    /// <summary>The workspace.</summary>
    public required Guid WorkspaceId { get; init; }

    /// <summary>Whose hold: a user who is held, else <c>conflicting-request</c>.</summary>
    public required Guid UserId { get; init; }

    /// <summary>Who asks: an active admin or owner of the workspace, else <c>not-permitted</c>.</summary>
    public required Guid RequestedBy { get; init; }

    /// <summary>Why, for the people who look later; 1 to 500 characters.</summary>
    public required string Reason { get; init; }
}
