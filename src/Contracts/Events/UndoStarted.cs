namespace Offboarding.Contracts;

/// <summary>An undo was accepted and is on its way (F4). <c>userId</c> is whose work was handed over.</summary>
public sealed record UndoStarted : OffboardingEvent
{
    /// <summary>The case whose handover is undone.</summary>
    public required Guid UndoneOffboardingId { get; init; }

    /// <summary>Other cases of the same absence that are undone with it, at a return; empty for an undo that was asked for.</summary>
    public IReadOnlyList<Guid> AlsoUndone { get; init; } = [];

    /// <summary>Who gets the work.</summary>
    public required Guid GivesTo { get; init; }

    /// <summary>The steps of the case, in the order they start.</summary>
    public required IReadOnlyList<string> Steps { get; init; }
}
