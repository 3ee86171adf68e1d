namespace Offboarding.Contracts;

/// <summary>The contact is hidden from the default list (E4).</summary>
public sealed record ContactArchived : ContactEvent;
