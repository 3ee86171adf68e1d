namespace Offboarding.Contracts;

/// <summary>The contact is in the default list again (E4).</summary>
public sealed record ContactUnarchived : ContactEvent;
