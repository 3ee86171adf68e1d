namespace Offboarding.Contracts;

/// <summary>
/// Puts another plan in the place of the one a departure or a reassign goes by, for what has not been handed over yet (D5, F5). What has
/// moved stays where it is. Answered by <see cref="HandoverChanged"/> or <see cref="OffboardingRefused"/>. Exchange
/// <c>offboarding.change-handover</c>.
/// </summary>
public sealed record ChangeHandoverRequested : ICaseCommand
{
    /// <summary>Chosen by the sender, unique in the workspace. The same command again gets the same answer and does nothing twice.</summary>
    public required Guid RequestId { get; init; }

    /// <summary>The workspace.</summary>
    public required Guid WorkspaceId { get; init; }

    /// <summary>The case, from an event of it or from the dashboard.</summary>
    public required Guid OffboardingId { get; init; }

    /// <summary>Who asks: an active admin or owner of the workspace, else <c>not-permitted</c>.</summary>
    public required Guid RequestedBy { get; init; }

    /// <summary>
    /// Who gets what from now on. Kinds that it does not name go on as they were. A kind that is handed over, was skipped, or is being
    /// handed over at this moment is refused as <c>conflicting-request</c>; pause the case first. A kind that had failed is tried again.
    /// </summary>
    public required HandoverPlan Handover { get; init; }

    /// <summary>Why, for the audit trail; at most 500 characters.</summary>
    public string? Comment { get; init; }
}
