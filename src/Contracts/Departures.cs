using System.Text.Json.Serialization;

namespace Offboarding.Contracts;

/// <summary>
/// Takes one person out of a workspace: sign-in closes at once, sessions end, open work is handed over, the seat is freed
/// (behaviours A1 to A8, C2, D1 to D5). Answered by <see cref="OffboardingStarted"/>, <see cref="OffboardingScheduled"/>,
/// <see cref="OffboardingHeld"/> (F9) or <see cref="OffboardingRefused"/>, and at the end by <see cref="OffboardingCompleted"/>. Exchange <c>offboarding.deactivate-user</c>.
/// </summary>
public sealed record DeactivateUserRequested : IWorkspaceCommand
{
    /// <summary>Chosen by the sender, unique in the workspace. The same id again gets the same answer and does nothing twice.</summary>
    public required Guid RequestId { get; init; }

    /// <summary>The workspace the person leaves.</summary>
    public required Guid WorkspaceId { get; init; }

    /// <summary>Who leaves. A user who is inactive already is run again: what is left is swept up.</summary>
    public required Guid UserId { get; init; }

    /// <summary>Who asks: an active admin or owner of the workspace, else <c>not-permitted</c> (A1, B1).</summary>
    public required Guid RequestedBy { get; init; }

    /// <summary>Why (A8, D1).</summary>
    public required DeactivationReason Reason { get; init; }

    /// <summary>
    /// The instant the deactivation is due, with offset (F1). Absent: now. At most 366 days ahead. One that has passed begins at once, and
    /// <see cref="OffboardingStarted.LateLastDay"/> says so; more than 31 days ago (policy <c>lateLastDayDays</c> of the workspace) is refused as
    /// <c>invalid-request</c>, because it is more often a typing error than a wish.
    /// </summary>
    public DateTimeOffset? LastDay { get; init; }

    /// <summary>
    /// The last day as a date where the person works, with <see cref="TimeZone"/> (F1): access ends when that day is over, at the
    /// following midnight there. Instead of <see cref="LastDay"/>, within the same limits.
    /// </summary>
    public DateOnly? LastDate { get; init; }

    /// <summary>
    /// IANA time zone of <see cref="LastDate"/> and of <see cref="ReturnDate"/>, for example <c>Europe/Berlin</c>; required with either,
    /// absent without.
    /// </summary>
    public string? TimeZone { get; init; }

    /// <summary>
    /// The instant from which the person is to be active again, with offset (F2, A8). Absent: they leave for good. After the last day and
    /// at most 1,096 days after it. No free seat then: <see cref="ReturnHeldUp"/>, and the return follows when one is free.
    /// </summary>
    public DateTimeOffset? ReturnDay { get; init; }

    /// <summary>
    /// The first day the person works again, as a date in <see cref="TimeZone"/>: they are active when that day begins there. Instead of
    /// <see cref="ReturnDay"/>, within the same limits.
    /// </summary>
    public DateOnly? ReturnDate { get; init; }

    /// <summary>Also gives back at the return what the handover moved, see <see cref="ReactivateUserRequested.GiveBackWork"/>. Default: no.</summary>
    public bool GiveBackWork { get; init; }

    /// <summary>Who gets the open work. Absent: everything stays where it is (D4).</summary>
    public HandoverPlan? Handover { get; init; }

    /// <summary>
    /// Who gets what the leaver owns, the account or the owner role, in the transaction in which they leave (A7, D7). Only if the
    /// leaver owns something, and if an active owner asks. Absent: an owner of the account or the last owner is refused.
    /// </summary>
    public Guid? NextOwner { get; init; }

    /// <summary>Also lowers the workspace's paid seat limit by the freed seat (A6, B6: its own explicit act). Default: no.</summary>
    public bool LowerSeatLimit { get; init; }

    /// <summary>
    /// Only tells what would happen: answered by <see cref="OffboardingPreviewed"/>, and nothing changes (F3). The same
    /// <see cref="RequestId"/> may then be used for the request itself. Default: no.
    /// </summary>
    public bool DryRun { get; init; }
}

/// <summary>Why a person leaves (D1, A8). Reasons that call for a deletion (created in error, data protection) are not here.</summary>
[JsonConverter(typeof(KebabCaseEnumConverter<DeactivationReason>))]
public enum DeactivationReason
{
    /// <summary>The person left the company.</summary>
    LeftCompany,

    /// <summary>A long leave; the person is expected back.</summary>
    LongLeave,

    /// <summary>A contract ended.</summary>
    ContractEnded,

    /// <summary>The organisation changed.</summary>
    Restructure,

    /// <summary>The person stays but needs no access any more.</summary>
    NoLongerNeedsAccess,
}

/// <summary>
/// Calls off a departure or a deletion whose day has not come (F1, D8); once it has started it is refused, with what is possible instead.
/// Answered by <see cref="OffboardingCancelled"/> or <see cref="OffboardingRefused"/>. Exchange <c>offboarding.cancel-offboarding</c>.
/// </summary>
public sealed record CancelOffboardingRequested : ICaseCommand
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

/// <summary>The request was accepted and waits for its last day (F1).</summary>
public sealed record OffboardingScheduled : OffboardingEvent
{
    /// <summary>When sign-in will be closed, UTC.</summary>
    public required DateTimeOffset DueAt { get; init; }
}

/// <summary>Sign-in is closed and the case is open (A3, D2).</summary>
public sealed record OffboardingStarted : OffboardingEvent
{
    /// <summary>The steps of the case, in the order they start.</summary>
    public required IReadOnlyList<string> Steps { get; init; }

    /// <summary>The end of the last day that was asked for, UTC, if it had passed already: the departure started at once. Otherwise null.</summary>
    public DateTimeOffset? LateLastDay { get; init; }
}

/// <summary>Every session and API token of the leaver has ended (D2).</summary>
public sealed record SessionsRevoked : OffboardingEvent
{
    /// <summary>Sessions that were open until now.</summary>
    public required int Sessions { get; init; }

    /// <summary>API tokens that were valid until now.</summary>
    public required int ApiTokens { get; init; }
}

/// <summary>Every step is done or was skipped; nothing is left behind (F5).</summary>
public sealed record OffboardingCompleted : OffboardingEvent
{
    /// <summary>When sign-in was closed, UTC.</summary>
    public required DateTimeOffset SignInClosedAt { get; init; }

    /// <summary>Each step with the number of items it dealt with.</summary>
    public required IReadOnlyList<StepSummary> Steps { get; init; }
}

/// <summary>One step of a finished case.</summary>
public sealed record StepSummary
{
    /// <summary>The step's name.</summary>
    public required string Step { get; init; }

    /// <summary>Items the step dealt with.</summary>
    public required long Done { get; init; }

    /// <summary>Whether an operator skipped it.</summary>
    public required bool Skipped { get; init; }
}

/// <summary>
/// The departure was cancelled before its last day (F1), or a second person rejected it or did not decide in time (F9). The person stays as
/// they are.
/// </summary>
public sealed record OffboardingCancelled : OffboardingEvent
{
    /// <summary>
    /// The <c>requestId</c> of the command that called it off, or of the <see cref="MassChangeDecided"/>; <see cref="OffboardingEvent.RequestId"/>
    /// is that of the case.
    /// </summary>
    public required Guid CommandId { get; init; }
}

/// <summary>The last day was moved (F1).</summary>
public sealed record OffboardingRescheduled : OffboardingEvent
{
    /// <summary>The <c>requestId</c> of the command that this answers; <see cref="OffboardingEvent.RequestId"/> is that of the case.</summary>
    public required Guid CommandId { get; init; }

    /// <summary>When sign-in would have been closed, UTC.</summary>
    public required DateTimeOffset PreviousDueAt { get; init; }

    /// <summary>When sign-in will be closed, UTC.</summary>
    public required DateTimeOffset DueAt { get; init; }
}

/// <summary>
/// Open work was found on an inactive user that the plan had moved, and that nobody decided to leave there (F5). The case is open
/// again and moves it; <see cref="OffboardingCompleted"/> (or <see cref="ReassignmentCompleted"/>) follows once more, with an event id of its own.
/// </summary>
public sealed record OffboardingReopened : OffboardingEvent
{
    /// <summary>The steps that run again.</summary>
    public required IReadOnlyList<string> Steps { get; init; }

    /// <summary>How often the case has been opened again, this time included.</summary>
    public required int Times { get; init; }
}
