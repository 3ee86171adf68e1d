namespace Offboarding.Dashboard.Pages.SavedViews;

/// <summary>A page with its filters, kept under a name.</summary>
public sealed record SavedViewRow
{
    public Guid Id { get; init; }

    public string Name { get; init; } = "";

    /// <summary>Behind the question mark.</summary>
    public string Query { get; init; } = "";

    /// <summary>Everybody sees it.</summary>
    public bool Shared { get; init; }

    public string SavedBy { get; init; } = "";
}
