namespace Offboarding.Contracts;

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
