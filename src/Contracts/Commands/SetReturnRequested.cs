namespace Offboarding.Contracts;

/// <summary>
/// Gives a departure a return date, or moves the one it has (F2), until the person is back. Answered by <see cref="ReturnScheduled"/> or
/// <see cref="OffboardingRefused"/>. Exchange <c>offboarding.set-return</c>.
/// </summary>
public sealed record SetReturnRequested : ICaseCommand
{
    /// <summary>Chosen by the sender, unique in the workspace. The same command again gets the same answer and does nothing twice.</summary>
    public required Guid RequestId { get; init; }

    /// <summary>The workspace.</summary>
    public required Guid WorkspaceId { get; init; }

    /// <summary>The case, from an event of it or from the dashboard.</summary>
    public required Guid OffboardingId { get; init; }

    /// <summary>Who asks: an active admin or owner of the workspace, else <c>not-permitted</c>.</summary>
    public required Guid RequestedBy { get; init; }

    /// <summary>The new instant, with offset; within the limits of <see cref="DeactivateUserRequested.ReturnDay"/>. Either this or a date.</summary>
    public DateTimeOffset? ReturnDay { get; init; }

    /// <summary>The first day of work as a date in <see cref="TimeZone"/>, see <see cref="DeactivateUserRequested.ReturnDate"/>.</summary>
    public DateOnly? ReturnDate { get; init; }

    /// <summary>IANA time zone of <see cref="ReturnDate"/>.</summary>
    public string? TimeZone { get; init; }

    /// <summary>Also gives back at the return what the handover moved. Says anew what the departure said. Default: no.</summary>
    public bool GiveBackWork { get; init; }

    /// <summary>Why, for the audit trail; at most 500 characters.</summary>
    public string? Comment { get; init; }
}
