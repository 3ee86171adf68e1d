namespace Offboarding.Contracts;

/// <summary>One kind of work has been handed over (C2, D5).</summary>
public sealed record WorkReassigned : OffboardingEvent
{
    /// <summary>For example <c>conversations</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>Items that changed hands, all recipients together.</summary>
    public required long Moved { get; init; }

    /// <summary>Items that stay with the leaver because the plan says so.</summary>
    public required long Kept { get; init; }

    /// <summary>How many went to whom.</summary>
    public required IReadOnlyList<RecipientShare> Shares { get; init; }

    /// <summary>
    /// Recipients who left before they had their share, with the number of items that were theirs by the plan and went on to the
    /// others. Empty if nobody left.
    /// </summary>
    public required IReadOnlyList<RecipientShare> PassedOn { get; init; }
}
