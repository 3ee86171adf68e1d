namespace Offboarding.Contracts;

/// <summary>
/// Changes the number of seats a workspace pays for: its own explicit act (A6, B6, C10). Answered by
/// <see cref="SeatLimitChanged"/> or <see cref="OffboardingRefused"/>. Exchange <c>offboarding.change-seat-limit</c>.
/// </summary>
public sealed record ChangeSeatLimitRequested : IWorkspaceCommand
{
    /// <summary>Chosen by the sender, unique in the workspace. The same command again gets the same answer and does nothing twice.</summary>
    public required Guid RequestId { get; init; }

    /// <summary>The workspace.</summary>
    public required Guid WorkspaceId { get; init; }

    /// <summary>Who asks: an active admin or owner of the workspace, else <c>not-permitted</c>.</summary>
    public required Guid RequestedBy { get; init; }

    /// <summary>Seats from now on: 0 to 1,000,000, not below what is in use, else <c>no-free-seat</c>.</summary>
    public required int SeatLimit { get; init; }

    /// <summary>Why, for the ledger; 1 to 500 characters.</summary>
    public required string Reason { get; init; }
}

/// <summary>The workspace pays for another number of seats (A6). Also sent if the wish was what it paid for already.</summary>
public sealed record SeatLimitChanged : WorkspaceEvent
{
    /// <summary>Seats until now.</summary>
    public required int PreviousSeatLimit { get; init; }

    /// <summary>Seats from now on.</summary>
    public required int SeatLimit { get; init; }

    /// <summary>Seats that are in use.</summary>
    public required int SeatsInUse { get; init; }
}

/// <summary>The leaver's seat is free (A5, B6, C9). Partner users hold none, so the event is not sent for them.</summary>
public sealed record SeatReleased : OffboardingEvent
{
    /// <summary>Seats the workspace pays for.</summary>
    public required int SeatLimit { get; init; }

    /// <summary>Seats that are in use.</summary>
    public required int SeatsInUse { get; init; }

    /// <summary>Whether the limit was lowered by this case (A6: only when asked).</summary>
    public required bool LimitLowered { get; init; }
}
