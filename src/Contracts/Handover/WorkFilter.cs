namespace Offboarding.Contracts;

/// <summary>Narrows a reassign down to some of the items. What is absent does not narrow.</summary>
public sealed record WorkFilter
{
    /// <summary>Only conversations in one of these states; other kinds are not narrowed by it.</summary>
    public IReadOnlyList<ConversationStatus>? ConversationStatuses { get; init; }

    /// <summary>Only items, of any kind, whose last change is before this instant, with offset: those that nobody looks after.</summary>
    public DateTimeOffset? UpdatedBefore { get; init; }
}
