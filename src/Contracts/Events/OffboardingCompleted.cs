namespace Offboarding.Contracts;

/// <summary>Every step is done or was skipped; nothing is left behind (F5).</summary>
public sealed record OffboardingCompleted : OffboardingEvent
{
    /// <summary>When sign-in was closed, UTC.</summary>
    public required DateTimeOffset SignInClosedAt { get; init; }

    /// <summary>Each step with the number of items it dealt with.</summary>
    public required IReadOnlyList<StepSummary> Steps { get; init; }
}
