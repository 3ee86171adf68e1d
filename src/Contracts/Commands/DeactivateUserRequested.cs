namespace Offboarding.Contracts;

/// <summary>
/// Takes one person out of a workspace: sign-in closes at once, sessions end, open work is handed over, the seat is freed
/// (behaviours A1 to A8, C2, D1 to D5). Answered by <see cref="OffboardingStarted"/>, <see cref="OffboardingScheduled"/> or
/// <see cref="OffboardingRefused"/>, and at the end by <see cref="OffboardingCompleted"/>. Exchange <c>offboarding.deactivate-user</c>.
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
    /// The instant the deactivation is due, with offset (F1). Absent: now. At most 366 days ahead; more than a day in the past
    /// is refused as <c>invalid-request</c>, because it is more often a typing error than a wish.
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
