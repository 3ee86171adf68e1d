using Offboarding.Contracts;
using Offboarding.Worker.Cases;
using Offboarding.Worker.Intake;

namespace Offboarding.Worker.Handover;

/// <summary>What the database says, under the workspace's lock, about a wish to undo a handover.</summary>
public sealed record UndoFacts
{
    public required Asker Asker { get; init; }

    /// <summary>The kind of the case that is named; null: no such case in this workspace.</summary>
    public CaseKind? Kind { get; init; }

    /// <summary>Its state, in kebab-case.</summary>
    public string State { get; init; } = "";

    /// <summary>Whose work was handed over.</summary>
    public Guid UserId { get; init; }

    /// <summary>What it moved, as a plan in which each kind that moved goes to the one who is to get it back.</summary>
    public HandoverPlan GivesBack { get; init; } = new();

    /// <summary>Whether it moved any kind of work at all.</summary>
    public bool MovedWork { get; init; }

    /// <summary>An undo of this case that is on its way or done.</summary>
    public Guid? UndoneBy { get; init; }

    /// <summary>Another case, of the same person or of the one who is to get the work, that has started and is not over.</summary>
    public Guid? CaseInProgress { get; init; }

    public RecipientFacts Recipients { get; init; } = new();
}
