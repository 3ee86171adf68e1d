namespace Offboarding.Contracts;

/// <summary>The contact was invited; it is active once it accepts (E3).</summary>
public sealed record ContactInvited : ContactEvent
{
    /// <summary>The invitation.</summary>
    public required Guid InvitationId { get; init; }

    /// <summary>When it expires, UTC.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }
}
