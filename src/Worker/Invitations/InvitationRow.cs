namespace Offboarding.Worker.Invitations;

/// <summary>An invitation with what it needs to know of whom it is for, locked.</summary>
public sealed record InvitationRow
{
    /// <summary>Null: for a contact.</summary>
    public Guid? UserId { get; init; }

    /// <summary>Null: for a user.</summary>
    public long? ContactId { get; init; }

    /// <summary>open, accepted, cancelled, expired.</summary>
    public required string Status { get; init; }

    public Guid InvitedBy { get; init; }

    /// <summary>Its time is over.</summary>
    public bool IsDue { get; init; }

    /// <summary>Of the user: full or partner.</summary>
    public string? Kind { get; init; }

    /// <summary>A full user who is still invited holds a seat by the workspace's policy.</summary>
    public bool HoldsSeat { get; init; }

    /// <summary>Of the user or the contact: active, inactive, invited, deleted. The invitation works only while it is invited.</summary>
    public string PersonStatus { get; init; } = "invited";

    /// <summary>The user is under legal hold and is kept whatever happens to the invitation (F10).</summary>
    public bool IsHeld { get; init; }

    /// <summary>The workspace's policy <c>requireCompleteHandover</c> (C6).</summary>
    public bool RequiresCompleteHandover { get; init; }

    /// <summary>A case that is moving the user's work at this moment.</summary>
    public Guid? ReassignInProgress { get; init; }

    /// <summary>The account that is let in with a contact who accepts; null: none.</summary>
    public Guid? AccountId { get; init; }

    /// <summary>Of that account: full or partner.</summary>
    public string? AccountKind { get; init; }

    /// <summary>UTC, by the database's clock.</summary>
    public DateTime Now { get; init; }

    /// <summary>Accepting makes somebody a full user who holds no seat yet.</summary>
    public bool TakesSeat => this is { Kind: "full", HoldsSeat: false } or { AccountKind: "full" };

    /// <summary>Whose seat that would be.</summary>
    public Guid? SeatOf => UserId ?? AccountId;
}
