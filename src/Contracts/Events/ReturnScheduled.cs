namespace Offboarding.Contracts;

/// <summary>The person is to be active again at a time to come (F2): asked for with the departure, or set or moved since.</summary>
public sealed record ReturnScheduled : OffboardingEvent
{
    /// <summary>The <c>requestId</c> of the command that set it; the same as <see cref="OffboardingEvent.RequestId"/> if the departure did.</summary>
    public required Guid CommandId { get; init; }

    /// <summary>When the person will be active again, UTC.</summary>
    public required DateTimeOffset ReturnsAt { get; init; }

    /// <summary>When they would have been, UTC; null: there was no return before.</summary>
    public DateTimeOffset? PreviousReturnsAt { get; init; }

    /// <summary>What the handover moved is given back then.</summary>
    public required bool GiveBackWork { get; init; }
}
