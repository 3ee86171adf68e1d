namespace Offboarding.Contracts;

/// <summary>A return that was ahead will not come by itself (F2).</summary>
public sealed record ReturnCancelled : OffboardingEvent
{
    /// <summary>The <c>requestId</c> of the command that caused it; null: what happened to the person or the case did.</summary>
    public Guid? CommandId { get; init; }

    /// <summary>When the person was to be active again, UTC.</summary>
    public required DateTimeOffset ReturnsAt { get; init; }

    /// <summary>Why.</summary>
    public required ReturnEnd Why { get; init; }
}
