namespace Offboarding.Contracts;

/// <summary>The contact is gone; what belonged to it stays (E5).</summary>
public sealed record ContactDeleted : ContactEvent;
