namespace Offboarding.Contracts;

/// <summary>The user is deleted for ever (D8). Forget whatever you know of the person but the id.</summary>
public sealed record UserDeleted : OffboardingEvent
{
    /// <summary>Each step with the number of rows it dealt with.</summary>
    public required IReadOnlyList<StepSummary> Steps { get; init; }
}
