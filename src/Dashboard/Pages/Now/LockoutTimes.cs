namespace Offboarding.Dashboard.Pages.Now;

/// <summary>From the request, or the last day where that is later, to the end of the last session; of the last day, at most 10,000 cases.</summary>
public sealed record LockoutTimes
{
    public long Lockouts { get; init; }

    public TimeSpan? Median { get; init; }

    public TimeSpan? P95 { get; init; }

    public TimeSpan? Longest { get; init; }

    /// <summary>How many took longer than the target.</summary>
    public long OverTarget { get; init; }
}
