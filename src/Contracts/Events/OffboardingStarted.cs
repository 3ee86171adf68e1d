namespace Offboarding.Contracts;

/// <summary>Sign-in is closed and the case is open (A3, D2).</summary>
public sealed record OffboardingStarted : OffboardingEvent
{
    /// <summary>The steps of the case, in the order they start.</summary>
    public required IReadOnlyList<string> Steps { get; init; }

    /// <summary>The end of the last day that was asked for, UTC, if it had passed already: the departure started at once. Otherwise null.</summary>
    public DateTimeOffset? LateLastDay { get; init; }
}
