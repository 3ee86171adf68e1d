namespace Offboarding.Contracts;

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
