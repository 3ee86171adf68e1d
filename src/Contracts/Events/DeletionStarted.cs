namespace Offboarding.Contracts;

/// <summary>The user is a tombstone: name, address and password are gone, for ever (D8). What else is personal goes in steps.</summary>
public sealed record DeletionStarted : OffboardingEvent
{
    /// <summary>The steps of the case, in the order they start.</summary>
    public required IReadOnlyList<string> Steps { get; init; }
}
