namespace Offboarding.Contracts;

/// <summary>
/// A second person calls off departures that wait because they were too many at once (F9): each case is cancelled, and everybody stays as they
/// are. Answered by <see cref="MassChangeDecided"/> or <see cref="OffboardingRefused"/>. Exchange <c>offboarding.reject-mass-change</c>.
/// </summary>
public sealed record RejectMassChangeRequested : IMassChangeDecision
{
    /// <summary>Chosen by the sender, unique in the workspace. The same command again gets the same answer and does nothing twice.</summary>
    public required Guid RequestId { get; init; }

    /// <summary>The workspace.</summary>
    public required Guid WorkspaceId { get; init; }

    /// <summary>What waits, from <see cref="OffboardingHeld"/> or from the dashboard.</summary>
    public required Guid ApprovalId { get; init; }

    /// <summary>
    /// Who rejects: the id of an active admin or owner of the workspace, or an operator's account name, 1 to 200 characters. Not who asked (they
    /// can call off each case), and not one of those who would leave, else <c>not-permitted</c>.
    /// </summary>
    public required string RequestedBy { get; init; }

    /// <summary>Why; in the audit trail of each case; at most 500 characters.</summary>
    public string? Comment { get; init; }
}
