namespace Offboarding.Contracts;

/// <summary>
/// A second person lets departures begin that wait because they were too many at once (F9). What was checked when they were asked for is checked
/// again. Answered by <see cref="MassChangeDecided"/> or <see cref="OffboardingRefused"/>. Exchange <c>offboarding.approve-mass-change</c>.
/// </summary>
public sealed record ApproveMassChangeRequested : IMassChangeDecision
{
    /// <summary>Chosen by the sender, unique in the workspace. The same command again gets the same answer and does nothing twice.</summary>
    public required Guid RequestId { get; init; }

    /// <summary>The workspace.</summary>
    public required Guid WorkspaceId { get; init; }

    /// <summary>What waits, from <see cref="OffboardingHeld"/> or from the dashboard.</summary>
    public required Guid ApprovalId { get; init; }

    /// <summary>
    /// Who approves: the id of an active admin or owner of the workspace, or an operator's account name, 1 to 200 characters. Not who asked, and
    /// not one of those who would leave, else <c>not-permitted</c>.
    /// </summary>
    public required string RequestedBy { get; init; }

    /// <summary>
    /// How many people wait, as the one who approves saw it: 1 to 100,000. If meanwhile there are more or fewer it is refused as
    /// <c>conflicting-request</c>: nobody approves what they have not seen.
    /// </summary>
    public required int People { get; init; }

    /// <summary>Why, for the audit trail; at most 500 characters.</summary>
    public string? Comment { get; init; }
}
