namespace Offboarding.Contracts;

/// <summary>A step is done.</summary>
public sealed record StepCompleted : OffboardingEvent
{
    /// <summary>The step's name, for example <c>reassign-conversations</c>.</summary>
    public required string Step { get; init; }

    /// <summary>Items the step dealt with.</summary>
    public required long Done { get; init; }
}
