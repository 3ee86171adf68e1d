namespace Offboarding.Contracts;

/// <summary>Nobody accepted in time; a seat it held is free (C11).</summary>
public sealed record InvitationExpired : InvitationEvent;
