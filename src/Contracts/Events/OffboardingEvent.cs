namespace Offboarding.Contracts;

/// <summary>
/// What every event says. Events are delivered at least once: <see cref="EventId"/> is derived (UUIDv5, RFC 9562) from the case
/// and what happened, so a subscriber drops doubles by it. Events carry ids and counts, never names or addresses.
/// </summary>
public abstract record OffboardingEvent
{
    /// <summary>The same for each delivery of the same event.</summary>
    public required Guid EventId { get; init; }

    /// <summary>The case.</summary>
    public required Guid OffboardingId { get; init; }

    /// <summary>The <c>requestId</c> of the request that opened the case.</summary>
    public required Guid RequestId { get; init; }

    /// <summary>The workspace.</summary>
    public required Guid WorkspaceId { get; init; }

    /// <summary>Who leaves or is deleted; of a reassign or an undo: whose work it is or was.</summary>
    public required Guid UserId { get; init; }

    /// <summary>When it happened, UTC, by the database's clock.</summary>
    public required DateTimeOffset OccurredAt { get; init; }
}
