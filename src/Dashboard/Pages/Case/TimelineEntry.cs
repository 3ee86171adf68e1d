namespace Offboarding.Dashboard.Pages.Case;

/// <summary>One thing that happened.</summary>
/// <param name="Id">Of its element.</param>
/// <param name="At">When, UTC.</param>
/// <param name="Kind">message, batches, attempt or act: the word and the icon beside it.</param>
/// <param name="Title">What happened.</param>
public sealed record TimelineEntry(string Id, DateTime At, string Kind, string Title)
{
    /// <summary>Who did it; null: it is a matter of course.</summary>
    public string? By { get; init; }

    /// <summary>The operation id, where it was asked for.</summary>
    public Guid? Operation { get; init; }

    /// <summary>What a changed plan changed.</summary>
    public IReadOnlyList<PlanChangeRow> PlanChanges { get; init; } = [];

    /// <summary>What else is known, as names and values.</summary>
    public IReadOnlyList<(string Name, string Value)> Details { get; init; } = [];
}
