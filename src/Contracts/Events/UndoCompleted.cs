namespace Offboarding.Contracts;

/// <summary>What nobody had touched is back; the rest is listed with its reason in the dashboard (F4).</summary>
public sealed record UndoCompleted : OffboardingEvent
{
    /// <summary>The case whose handover was undone.</summary>
    public required Guid UndoneOffboardingId { get; init; }

    /// <summary>Other cases of the same absence that are undone with it, at a return; empty for an undo that was asked for.</summary>
    public IReadOnlyList<Guid> AlsoUndone { get; init; } = [];

    /// <summary>Who got the work.</summary>
    public required Guid GivesTo { get; init; }

    /// <summary>Each kind of work that the handover had moved.</summary>
    public required IReadOnlyList<UndoneKind> Kinds { get; init; }
}
