namespace Offboarding.Contracts;

/// <summary>The person is active (C11, E3).</summary>
public sealed record InvitationAccepted : InvitationEvent;
