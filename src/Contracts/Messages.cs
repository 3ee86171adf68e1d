using System.Text.Json.Serialization;

namespace Offboarding.Contracts;

/// <summary>What every command on one workspace says.</summary>
public interface IWorkspaceCommand
{
    /// <summary>Chosen by the sender, unique in the workspace. The same command again gets the same answer and does nothing twice.</summary>
    Guid RequestId { get; }

    /// <summary>The workspace.</summary>
    Guid WorkspaceId { get; }
}

/// <summary>What every command on one case says.</summary>
public interface ICaseCommand : IWorkspaceCommand
{
    /// <summary>The case, from an event of it or from the dashboard.</summary>
    Guid OffboardingId { get; }
}

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

/// <summary>Whether a user holds a seat (C9).</summary>
[JsonConverter(typeof(KebabCaseEnumConverter<UserKind>))]
public enum UserKind
{
    /// <summary>Holds a seat while active.</summary>
    Full,

    /// <summary>Holds none.</summary>
    Partner,
}
