namespace Offboarding.Contracts;

/// <summary>An operator left a step out; what it had done until then stays done.</summary>
public sealed record StepSkipped : OffboardingEvent
{
    /// <summary>The <c>requestId</c> of the command that this answers; <see cref="OffboardingEvent.RequestId"/> is that of the case.</summary>
    public required Guid CommandId { get; init; }

    /// <summary>The step's name.</summary>
    public required string Step { get; init; }

    /// <summary>Items the step had dealt with.</summary>
    public required long Done { get; init; }
}
