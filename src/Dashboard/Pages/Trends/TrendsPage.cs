using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using Offboarding.Dashboard.Layout;
using Offboarding.Dashboard.Queries;

namespace Offboarding.Dashboard.Pages.Trends;

/// <summary><c>/trends</c>: week by week, how many left, how quick lockouts were, and which steps failed.</summary>
public static class TrendsPage
{
    /// <summary>Shows it.</summary>
    public static async Task<IResult> Show(
        HttpContext context, TrendReader trends, OverviewReader overviews, PageFrames frames, IOptions<DashboardOptions> options, TimeProvider time, CancellationToken cancellationToken)
    {
        var filter = Filter.Of(context.Request.Query);
        DayRange range = DayRange.Of(filter, DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime));
        if (!filter.IsUnderstood)
        {
            return frames.NotUnderstood(context, filter.NotUnderstood);
        }

        IReadOnlyList<TrendWeek> weeks = await trends.ReadAsync(range, cancellationToken);
        long requested = weeks.Sum(static week => week.Row.Requested);
        PageFrame frame = frames.For(context, await overviews.ReadAsync(cancellationToken));
        return new RazorComponentResult<TrendsView>(new
        {
            Frame = frame,
            Range = range,
            Weeks = (IReadOnlyList<WeekRow>)[.. weeks.Select(static week => week.Row)],
            Steps = (IReadOnlyList<StepRate>)[.. weeks.SelectMany(static week => week.Steps).GroupBy(static step => step.Step)
                .Select(step => new StepRate { Step = step.Key, Steps = requested, Failed = step.Sum(static one => one.Failed), Attempts = step.Sum(static one => one.Attempts) })
                .OrderByDescending(static step => step.Failed).ThenBy(static step => step.Step, StringComparer.Ordinal)],
            Target = options.Value.LockoutTarget,
        });
    }
}
