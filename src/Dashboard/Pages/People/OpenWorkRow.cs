namespace Offboarding.Dashboard.Pages.People;

/// <summary>Open work of one kind that somebody has now.</summary>
public sealed record OpenWorkRow
{
    public string Kind { get; init; } = "";

    public long Items { get; init; }
}
