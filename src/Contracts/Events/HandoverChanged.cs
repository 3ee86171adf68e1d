namespace Offboarding.Contracts;

/// <summary>Another plan holds for some kinds of work, for what had not been handed over.</summary>
public sealed record HandoverChanged : OffboardingEvent
{
    /// <summary>The <c>requestId</c> of the command that this answers; <see cref="OffboardingEvent.RequestId"/> is that of the case.</summary>
    public required Guid CommandId { get; init; }

    /// <summary>The kinds of work it holds for.</summary>
    public required IReadOnlyList<ChangedKind> Kinds { get; init; }
}
