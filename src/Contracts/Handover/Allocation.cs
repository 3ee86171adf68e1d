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
    /// Who receives, in order: none for <c>keep</c> and <c>unassigned</c>, exactly one person for <c>one-colleague</c>, 1 to 100
    /// people or groups for the others. Each active, of the same workspace, not the leaver, named once, groups included.
    /// </summary>
    public IReadOnlyList<Recipient> Recipients { get; init; } = [];

    /// <summary>
    /// Only members of the leaver's teams may receive (F8); anybody else the plan names is refused. With <c>round-robin</c> and
    /// <c>least-loaded</c> and nobody named, all who may receive are the recipients, as they are when the request is accepted.
    /// </summary>
    public bool OnlyLeaversTeams { get; init; }

    /// <summary>Only for <c>fixed</c>: what happens to items beyond all amounts (C4). Default: they stay.</summary>
    public LeftoverRule Leftover { get; init; }

    /// <summary>Only for conversations: what happens to snoozed ones on the way (D5). Default: they stay snoozed and keep their time.</summary>
    public SnoozedRule Snoozed { get; init; }
}
