namespace Offboarding.Contracts;

/// <summary>
/// Takes a list of people out of a workspace (F6): each person is a case of their own, as if asked for by a <see cref="DeactivateUserRequested"/>
/// whose <c>requestId</c> is the UUIDv5 (RFC 9562) of this <see cref="RequestId"/> and the line, for example <c>users[17]</c>. What is said here
/// holds for all of them, and a line says what is different. A mistake in a line refuses that line only. Answered by
/// <see cref="OffboardingListAccepted"/> or <see cref="OffboardingRefused"/>, then each line as a request of its own. Exchange
/// <c>offboarding.deactivate-users</c>.
/// </summary>
public sealed record DeactivateUsersRequested : IWorkspaceCommand
{
    /// <summary>Chosen by the sender, unique in the workspace. The same list again gets the same answer and does nothing twice.</summary>
    public required Guid RequestId { get; init; }

    /// <summary>The workspace the people leave.</summary>
    public required Guid WorkspaceId { get; init; }

    /// <summary>Who asks: an active admin or owner of the workspace, else <c>not-permitted</c> (A1, B1).</summary>
    public required Guid RequestedBy { get; init; }

    /// <summary>Why; absent: each line says.</summary>
    public DeactivationReason? Reason { get; init; }

    /// <summary>See <see cref="DeactivateUserRequested.LastDay"/>.</summary>
    public DateTimeOffset? LastDay { get; init; }

    /// <summary>See <see cref="DeactivateUserRequested.LastDate"/>.</summary>
    public DateOnly? LastDate { get; init; }

    /// <summary>IANA time zone of the dates of the list; also of a line's dates that name none.</summary>
    public string? TimeZone { get; init; }

    /// <summary>See <see cref="DeactivateUserRequested.ReturnDay"/>.</summary>
    public DateTimeOffset? ReturnDay { get; init; }

    /// <summary>See <see cref="DeactivateUserRequested.ReturnDate"/>.</summary>
    public DateOnly? ReturnDate { get; init; }

    /// <summary>See <see cref="DeactivateUserRequested.GiveBackWork"/>.</summary>
    public bool GiveBackWork { get; init; }

    /// <summary>Who gets the open work of those whose line has no plan. Nobody who is in the list can receive.</summary>
    public HandoverPlan? Handover { get; init; }

    /// <summary>See <see cref="DeactivateUserRequested.LowerSeatLimit"/>.</summary>
    public bool LowerSeatLimit { get; init; }

    /// <summary>
    /// Only tells what would happen: answered by <see cref="OffboardingListPreviewed"/>, and nothing changes (F3). The same
    /// <see cref="RequestId"/> may then be used to do it.
    /// </summary>
    public bool DryRun { get; init; }

    /// <summary>Who leaves, 1 to 10,000 lines; each person once.</summary>
    public required IReadOnlyList<LeaverLine> Users { get; init; }
}
