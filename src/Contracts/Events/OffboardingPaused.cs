namespace Offboarding.Contracts;

/// <summary>The case stands still until it is resumed; sign-in is closed.</summary>
public sealed record OffboardingPaused : OffboardingEvent
{
    /// <summary>The <c>requestId</c> of the command that this answers; <see cref="OffboardingEvent.RequestId"/> is that of the case.</summary>
    public required Guid CommandId { get; init; }
}
