namespace Offboarding.Contracts;

/// <summary>
/// How the items of one kind are divided. Items are taken in the order of their ids; which one goes to whom depends only on
/// the plan and that order, never on the size of a batch.
/// </summary>
public sealed record Allocation
{
    /// <summary>The rule.</summary>
    public required AllocationStrategy Strategy { get; init; }

    /// <summary>
    /// Who receives, in order: none for <c>keep</c> and <c>unassigned</c>, exactly one for <c>one-colleague</c>, 1 to 100 for
    /// the others. Each active, of the same workspace, not the leaver, named once.
    /// </summary>
    public IReadOnlyList<Recipient> Recipients { get; init; } = [];

    /// <summary>Only for <c>fixed</c>: what happens to items beyond all amounts (C4). Default: they stay.</summary>
    public LeftoverRule Leftover { get; init; }

    /// <summary>Only for conversations: what happens to snoozed ones on the way (D5). Default: they stay snoozed and keep their time.</summary>
    public SnoozedRule Snoozed { get; init; }
}
