namespace Offboarding.Contracts;

/// <summary>The last day was moved (F1).</summary>
public sealed record OffboardingRescheduled : OffboardingEvent
{
    /// <summary>The <c>requestId</c> of the command that this answers; <see cref="OffboardingEvent.RequestId"/> is that of the case.</summary>
    public required Guid CommandId { get; init; }

    /// <summary>When sign-in would have been closed, UTC.</summary>
    public required DateTimeOffset PreviousDueAt { get; init; }

    /// <summary>When sign-in will be closed, UTC.</summary>
    public required DateTimeOffset DueAt { get; init; }
}
