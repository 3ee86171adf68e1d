namespace Offboarding.Contracts;

/// <summary>The case goes on from where it stood.</summary>
public sealed record OffboardingResumed : OffboardingEvent
{
    /// <summary>The <c>requestId</c> of the command that this answers; <see cref="OffboardingEvent.RequestId"/> is that of the case.</summary>
    public required Guid CommandId { get; init; }
}
