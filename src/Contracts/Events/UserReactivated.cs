namespace Offboarding.Contracts;

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
