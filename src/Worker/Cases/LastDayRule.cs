using System.Globalization;
using Offboarding.Contracts;
using Offboarding.Worker.Infrastructure;
using Offboarding.Worker.Intake;

namespace Offboarding.Worker.Cases;

/// <summary>Checks whether a last day can be used (F1): a pure function. Returns null if so; otherwise the refusal.</summary>
public static class LastDayRule
{
    private static readonly TimeSpan AYear = TimeSpan.FromDays(366);
    private static readonly TimeSpan ADay = TimeSpan.FromDays(1);

    /// <param name="lastDay">As it was said.</param>
    /// <param name="who">The start of the sentence, with an id: <c>The last day of user ...</c>.</param>
    /// <param name="utcNow">By the database's clock.</param>
    /// <param name="furthest">The longest time ahead; null: 366 days.</param>
    /// <param name="longestAgo">The longest time past; null: a day. What is not longer ago begins at once.</param>
    public static Refusal? Check(LastDay lastDay, string who, DateTime utcNow, TimeSpan? furthest = null, TimeSpan? longestAgo = null)
    {
        TimeSpan past = longestAgo ?? ADay;
        TimeSpan ahead = furthest ?? AYear;
        var now = new DateTimeOffset(utcNow, TimeSpan.Zero);
        if (lastDay.Ends() is not { } ends || (ends >= now - past && ends <= now + ahead))
        {
            return null;
        }

        string said = lastDay.Date is { } date ? $"{date.ToString("O", CultureInfo.InvariantCulture)} in {lastDay.Zone}" : Say.Instant(ends);
        string problem = ends < now
            ? $"{said} is in the past, more than {Days(past)} ago; leave it out to start at once"
            : $"{said} is more than {ahead.Days} days ahead; send the request closer to it";
        string field = lastDay.Date is null ? "lastDay" : "lastDate";
        return new Refusal(RefusalCode.InvalidRequest, $"{who} cannot be used: {problem}.",
            $"Correct {field} and send the request again; the same requestId may be used.",
            [new FieldError { Path = field, Problem = problem }]);
    }

    /// <summary>The last day that was asked for, if it has passed already and the departure starts at once all the same; UTC.</summary>
    public static DateTime? Late(LastDay lastDay, DateTime utcNow) =>
        lastDay.Ends()?.UtcDateTime is { } ends && ends < utcNow ? ends : null;

    private static string Days(TimeSpan time) => time.Days == 1 ? "a day" : $"{time.Days} days";
}
