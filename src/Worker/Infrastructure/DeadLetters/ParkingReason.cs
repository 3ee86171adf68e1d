namespace Offboarding.Worker.Infrastructure.DeadLetters;

/// <summary>Why a message was parked.</summary>
internal enum ParkingReason
{
    /// <summary>Not JSON, too large, too deep.</summary>
    Unreadable,

    /// <summary>Readable, but not a message this endpoint knows.</summary>
    NotUnderstood,

    /// <summary>Its handler failed, also when tried again.</summary>
    Failed,

    /// <summary>Of the outbox: the broker refused it again and again.</summary>
    NotDelivered,
}
