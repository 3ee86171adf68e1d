namespace Offboarding.Contracts;

/// <summary>What every event of an invitation says that ended.</summary>
public abstract record InvitationEvent : WorkspaceEvent
{
    /// <summary>The invitation.</summary>
    public required Guid InvitationId { get; init; }

    /// <summary>Whom it was for; null: a contact.</summary>
    public Guid? UserId { get; init; }

    /// <summary>Which contact it was for; null: a user.</summary>
    public long? ContactId { get; init; }
}
