using System.Text.Json.Serialization;

namespace Offboarding.Contracts;

/// <summary>
/// Lets an inactive person in again (A1, A2, D6): the account works with the old password, roles and teams are as they were, and
/// a full user takes a seat. Answered by <see cref="UserReactivated"/> or <see cref="OffboardingRefused"/>. Exchange
/// <c>offboarding.reactivate-user</c>.
/// </summary>
public sealed record ReactivateUserRequested : IWorkspaceCommand
{
    /// <summary>Chosen by the sender, unique in the workspace. The same command again gets the same answer and does nothing twice.</summary>
    public required Guid RequestId { get; init; }

    /// <summary>The workspace.</summary>
    public required Guid WorkspaceId { get; init; }

    /// <summary>Who comes back: inactive, with no offboarding in progress, else <c>conflicting-request</c>.</summary>
    public required Guid UserId { get; init; }

    /// <summary>Who asks: an active admin or owner of the workspace, else <c>not-permitted</c>.</summary>
    public required Guid RequestedBy { get; init; }

    /// <summary>
    /// Also gives back what the last handover moved, as far as nobody has touched it since (F4): sends an
    /// <see cref="UndoHandoverRequested"/>, which has answers of its own. Default: no.
    /// </summary>
    public bool GiveBackWork { get; init; }
}

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

/// <summary>
/// Calls a return off that has not come (F2): the person stays out. Answered by <see cref="ReturnCancelled"/> or
/// <see cref="OffboardingRefused"/>. Exchange <c>offboarding.cancel-return</c>.
/// </summary>
public sealed record CancelReturnRequested : ICaseCommand
{
    /// <summary>Chosen by the sender, unique in the workspace. The same command again gets the same answer and does nothing twice.</summary>
    public required Guid RequestId { get; init; }

    /// <summary>The workspace.</summary>
    public required Guid WorkspaceId { get; init; }

    /// <summary>The case, from an event of it or from the dashboard.</summary>
    public required Guid OffboardingId { get; init; }

    /// <summary>Who asks: an active admin or owner of the workspace, else <c>not-permitted</c>.</summary>
    public required Guid RequestedBy { get; init; }

    /// <summary>Why, for the audit trail; at most 500 characters.</summary>
    public string? Comment { get; init; }
}

/// <summary>The person is to be active again at a time to come (F2): asked for with the departure, or set or moved since.</summary>
public sealed record ReturnScheduled : OffboardingEvent
{
    /// <summary>The <c>requestId</c> of the command that set it; the same as <see cref="OffboardingEvent.RequestId"/> if the departure did.</summary>
    public required Guid CommandId { get; init; }

    /// <summary>When the person will be active again, UTC.</summary>
    public required DateTimeOffset ReturnsAt { get; init; }

    /// <summary>When they would have been, UTC; null: there was no return before.</summary>
    public DateTimeOffset? PreviousReturnsAt { get; init; }

    /// <summary>What the handover moved is given back then.</summary>
    public required bool GiveBackWork { get; init; }
}

/// <summary>
/// The day of return has come and the person could not be let in (F2). Nothing is lost: as soon as the cause is gone they are, and
/// <see cref="UserReactivated"/> says so.
/// </summary>
public sealed record ReturnHeldUp : OffboardingEvent
{
    /// <summary>When the person was to be active again, UTC.</summary>
    public required DateTimeOffset ReturnsAt { get; init; }

    /// <summary>Why: usually <c>no-free-seat</c>; <c>conflicting-request</c> while the departure itself is not over.</summary>
    public required RefusalCode Code { get; init; }

    /// <summary>Who, what and why, with ids instead of names.</summary>
    public required string Message { get; init; }

    /// <summary>What would help.</summary>
    public required string Help { get; init; }
}

/// <summary>A return that was ahead will not come by itself (F2).</summary>
public sealed record ReturnCancelled : OffboardingEvent
{
    /// <summary>The <c>requestId</c> of the command that caused it; null: what happened to the person or the case did.</summary>
    public Guid? CommandId { get; init; }

    /// <summary>When the person was to be active again, UTC.</summary>
    public required DateTimeOffset ReturnsAt { get; init; }

    /// <summary>Why.</summary>
    public required ReturnEnd Why { get; init; }
}

/// <summary>Why a return that was ahead was cancelled.</summary>
[JsonConverter(typeof(KebabCaseEnumConverter<ReturnEnd>))]
public enum ReturnEnd
{
    /// <summary>Somebody called it off.</summary>
    Requested,

    /// <summary>The person was let in earlier.</summary>
    Reactivated,

    /// <summary>A later request took the person out again; what counts is what that one says.</summary>
    DepartedAgain,

    /// <summary>The person was deleted.</summary>
    Deleted,

    /// <summary>The departure did not take place: it was cancelled or refused.</summary>
    NoDeparture,

    /// <summary>The person was still invited when the departure started, so there is nothing to return to; invite them again.</summary>
    NeverActive,
}

/// <summary>
/// The person can sign in again, with the password, roles and teams of before (D6). On a day of return nobody asks:
/// <see cref="WorkspaceEvent.RequestId"/> is then that of the departure (F2).
/// </summary>
public sealed record UserReactivated : WorkspaceEvent
{
    /// <summary>Who came back.</summary>
    public required Guid UserId { get; init; }

    /// <summary>Whether a seat was taken; a partner user holds none (C9).</summary>
    public required bool SeatTaken { get; init; }

    /// <summary>Seats the workspace pays for.</summary>
    public required int SeatLimit { get; init; }

    /// <summary>Seats that are in use now.</summary>
    public required int SeatsInUse { get; init; }

    /// <summary>
    /// The <c>requestId</c> of the undo that gives back what the absence moved (<see cref="UndoStarted"/>, <see cref="UndoCompleted"/>); null: not
    /// asked for, or nothing was moved.
    /// </summary>
    public Guid? UndoRequestId { get; init; }
}
