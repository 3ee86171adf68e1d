namespace Offboarding.Contracts;

/// <summary>A new user was invited (C11).</summary>
public sealed record UserInvited : WorkspaceEvent
{
    /// <summary>The new user's id, kept for ever (B5).</summary>
    public required Guid UserId { get; init; }

    /// <summary>The invitation.</summary>
    public required Guid InvitationId { get; init; }

    /// <summary>When it expires, UTC.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>Whether a seat is held from now on.</summary>
    public required bool SeatHeld { get; init; }
}
