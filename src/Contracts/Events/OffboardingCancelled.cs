namespace Offboarding.Contracts;

/// <summary>The departure was called off before its last day; the person stays as they are (F1).</summary>
public sealed record OffboardingCancelled : OffboardingEvent
{
    /// <summary>The <c>requestId</c> of the command that this answers; <see cref="OffboardingEvent.RequestId"/> is that of the case.</summary>
    public required Guid CommandId { get; init; }
}
