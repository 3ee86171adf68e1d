namespace Offboarding.Contracts;

/// <summary>Everything a reassign was to move has moved, or its step was skipped.</summary>
public sealed record ReassignmentCompleted : OffboardingEvent
{
    /// <summary>Each step with the number of items it moved.</summary>
    public required IReadOnlyList<StepSummary> Steps { get; init; }
}
