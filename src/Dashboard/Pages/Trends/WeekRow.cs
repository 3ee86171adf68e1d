namespace Offboarding.Dashboard.Pages.Trends;

/// <summary>A week that begins on a Monday, UTC.</summary>
public sealed record WeekRow
{
    public DateOnly Week { get; init; }

    public long Requested { get; init; }

    public long Completed { get; init; }

    /// <summary>Lockouts that took longer than the target.</summary>
    public long Late { get; init; }

    /// <summary>95 of 100 lockouts took this long or less; null: there was none.</summary>
    public TimeSpan? Lockout95 { get; init; }

    /// <summary>Attempts that failed; not told for one workspace.</summary>
    public long Failed { get; init; }
}
