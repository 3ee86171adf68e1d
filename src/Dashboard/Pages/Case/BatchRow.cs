namespace Offboarding.Dashboard.Pages.Case;

/// <summary>Batches of one kind in one minute. Times are UTC.</summary>
public sealed record BatchRow
{
    public string Kind { get; init; } = "";

    public long Batches { get; init; }

    public long Items { get; init; }

    public DateTime FirstMovedAt { get; init; }

    public DateTime LastMovedAt { get; init; }
}
