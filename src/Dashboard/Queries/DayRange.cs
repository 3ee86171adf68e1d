using System.Globalization;

namespace Offboarding.Dashboard.Queries;

/// <summary>A range of days, UTC, of which a page tells week by week.</summary>
/// <param name="From">The first day.</param>
/// <param name="To">The last day.</param>
public sealed record DayRange(DateOnly From, DateOnly To)
{
    private const int UsualDays = 12 * 7;
    private const int MostDays = 371;

    /// <summary>Takes what an address says; else the last twelve weeks.</summary>
    public static DayRange Of(Filter filter, DateOnly today)
    {
        DateOnly to = filter.Day("to") ?? today;
        DateOnly from = filter.Day("from") ?? to.AddDays(1 - UsualDays);
        if (from > to)
        {
            filter.Refuse($"The range ends before it begins: {Words(from)} is after {Words(to)}.");
        }
        else if (to.DayNumber - from.DayNumber >= MostDays)
        {
            filter.Refuse($"A range has at most {MostDays} days, a little more than a year.");
        }

        return new DayRange(from, to);
    }

    /// <summary>When it begins, UTC.</summary>
    public DateTime Begins => From.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc);

    /// <summary>When it is over, UTC.</summary>
    public DateTime Ends => To.AddDays(1).ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc);

    /// <summary>The Mondays of its weeks, the first one perhaps before it begins.</summary>
    public IEnumerable<DateOnly> Weeks()
    {
        for (DateOnly monday = From.AddDays(-(((int)From.DayOfWeek + 6) % 7)); monday <= To; monday = monday.AddDays(7))
        {
            yield return monday;
        }
    }

    /// <summary>As in addresses.</summary>
    public static string Words(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
