namespace Offboarding.Contracts;

/// <summary>
/// What every event says that belongs to a request and to no case. Delivered at least once: <see cref="EventId"/> is derived
/// (UUIDv5, RFC 9562) from workspace, request and what happened, so a subscriber drops doubles by it. Ids and counts only.
/// </summary>
public abstract record WorkspaceEvent
{
    /// <summary>The same for each delivery of the same event.</summary>
    public required Guid EventId { get; init; }

    /// <summary>The <c>requestId</c> of the command; for what falls due by itself, an id derived from it.</summary>
    public required Guid RequestId { get; init; }

    /// <summary>The workspace.</summary>
    public required Guid WorkspaceId { get; init; }

    /// <summary>When it happened, UTC, by the database's clock.</summary>
    public required DateTimeOffset OccurredAt { get; init; }
}
