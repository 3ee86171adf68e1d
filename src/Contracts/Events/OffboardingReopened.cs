namespace Offboarding.Contracts;

/// <summary>
/// Open work was found on an inactive user that the plan had moved, and that nobody decided to leave there (F5). The case is open
/// again and moves it; <see cref="OffboardingCompleted"/> (or <see cref="ReassignmentCompleted"/>) follows once more, with an event id of its own.
/// </summary>
public sealed record OffboardingReopened : OffboardingEvent
{
    /// <summary>The steps that run again.</summary>
    public required IReadOnlyList<string> Steps { get; init; }

    /// <summary>How often the case has been opened again, this time included.</summary>
    public required int Times { get; init; }
}
