using Offboarding.Dashboard.Queries;

namespace Offboarding.Dashboard.Pages.Now;

/// <summary>How far the graph looks back, and in which steps.</summary>
/// <param name="Name">In the address.</param>
/// <param name="Text">For people, after "the last".</param>
/// <param name="Length">How far.</param>
/// <param name="Step">One bar.</param>
public sealed record NowWindow(string Name, string Text, TimeSpan Length, TimeSpan Step)
{
    /// <summary>Those to choose from, the first without being asked.</summary>
    public static IReadOnlyList<NowWindow> All { get; } =
    [
        new("10m", "10 minutes", TimeSpan.FromMinutes(10), TimeSpan.FromSeconds(20)),
        new("1h", "hour", TimeSpan.FromHours(1), TimeSpan.FromMinutes(2)),
        new("1d", "day", TimeSpan.FromDays(1), TimeSpan.FromHours(1)),
    ];

    /// <summary>Takes what an address says.</summary>
    public static NowWindow Of(Filter filter) =>
        filter.OneOf("window", "a time to look back", All.Select(static window => window.Name)) is { } name ? All.Single(window => window.Name == name) : All[0];
}
