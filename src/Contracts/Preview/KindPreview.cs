namespace Offboarding.Contracts;

/// <summary>What would become of one kind of work.</summary>
public sealed record KindPreview
{
    /// <summary><c>conversations</c>, <c>contacts</c>, <c>leads</c> or <c>tasks</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>The leaver's open items now.</summary>
    public required long Open { get; init; }

    /// <summary>Items that would stay with the leaver.</summary>
    public required long Kept { get; init; }

    /// <summary>Items that would go to "unassigned".</summary>
    public required long Unassigned { get; init; }

    /// <summary>What each recipient would get, in plan order, members of groups and teams one by one.</summary>
    public required IReadOnlyList<RecipientPreview> Recipients { get; init; }
}
