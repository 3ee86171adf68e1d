namespace Offboarding.Contracts;

/// <summary>
/// Moves the last day of a departure or a deletion that has not started (F1, D8), to an instant or to a date and a time zone. Answered by
/// <see cref="OffboardingRescheduled"/> or <see cref="OffboardingRefused"/>. Exchange <c>offboarding.reschedule-offboarding</c>.
/// </summary>
public sealed record RescheduleOffboardingRequested : ICaseCommand
{
    /// <summary>Chosen by the sender, unique in the workspace. The same command again gets the same answer and does nothing twice.</summary>
    public required Guid RequestId { get; init; }

    /// <summary>The workspace.</summary>
    public required Guid WorkspaceId { get; init; }

    /// <summary>The case, from an event of it or from the dashboard.</summary>
    public required Guid OffboardingId { get; init; }

    /// <summary>Who asks: an active admin or owner of the workspace, else <c>not-permitted</c>.</summary>
    public required Guid RequestedBy { get; init; }

    /// <summary>The new instant, with offset; within the limits of <see cref="DeactivateUserRequested.LastDay"/>. Either this or a date.</summary>
    public DateTimeOffset? LastDay { get; init; }

    /// <summary>The new last day as a date in <see cref="TimeZone"/>, see <see cref="DeactivateUserRequested.LastDate"/>.</summary>
    public DateOnly? LastDate { get; init; }

    /// <summary>IANA time zone of <see cref="LastDate"/>.</summary>
    public string? TimeZone { get; init; }

    /// <summary>Why, for the audit trail; at most 500 characters.</summary>
    public string? Comment { get; init; }
}
