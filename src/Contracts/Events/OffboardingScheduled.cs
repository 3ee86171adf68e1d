namespace Offboarding.Contracts;

/// <summary>The request was accepted and waits for its last day (F1).</summary>
public sealed record OffboardingScheduled : OffboardingEvent
{
    /// <summary>When sign-in will be closed, UTC.</summary>
    public required DateTimeOffset DueAt { get; init; }
}
