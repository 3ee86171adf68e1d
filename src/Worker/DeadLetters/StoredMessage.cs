namespace Offboarding.Worker.DeadLetters;

/// <summary>What became of a refusal or a parked message so far. Times are UTC.</summary>
public sealed record StoredMessage
{
    public DateTime? ReplayedAt { get; init; }

    /// <summary>Null also for replays of before there was this column.</summary>
    public string? ReplayedBy { get; init; }

    public DateTime? DiscardedAt { get; init; }

    public string? DiscardedBy { get; init; }

    /// <summary>The request id of the discard.</summary>
    public Guid? DiscardRequest { get; init; }

    /// <summary>It named somebody who was deleted (D8).</summary>
    public DateTime? ErasedAt { get; init; }
}
