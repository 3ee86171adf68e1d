using Microsoft.AspNetCore.Http.HttpResults;
using Offboarding.Dashboard.Layout;
using Offboarding.Dashboard.Pages.Case;
using Offboarding.Dashboard.Queries;

namespace Offboarding.Dashboard.Pages.Scheduled;

/// <summary><c>/scheduled</c>: last days, returns, and retries that are due.</summary>
public static class ScheduledPage
{
    /// <summary>Shows it.</summary>
    public static async Task<IResult> Show(
        HttpContext context, ScheduledReader scheduled, OverviewReader overviews, PageFrames frames, CancellationToken cancellationToken)
    {
        PageFrame frame = frames.For(context, await overviews.ReadAsync(cancellationToken));
        return new RazorComponentResult<ScheduledView>(new
        {
            Frame = frame,
            Details = frame.Shown(await scheduled.ReadAsync(cancellationToken)),
            Rights = CaseRights.Of(frame.May),
        });
    }
}
