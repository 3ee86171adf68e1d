namespace Offboarding.Contracts;

/// <summary>The invitation was taken back; a seat it held is free (C11).</summary>
public sealed record InvitationCancelled : InvitationEvent;
