namespace Offboarding.Dashboard.Reading;

/// <summary>A stored message as it is before somebody acts on it.</summary>
public sealed record MessageNow
{
    public string MessageName { get; init; } = "";

    public DateTime? ReplayedAt { get; init; }

    public DateTime? DiscardedAt { get; init; }
}
