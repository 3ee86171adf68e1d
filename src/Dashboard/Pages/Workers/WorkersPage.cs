using Microsoft.AspNetCore.Http.HttpResults;
using Offboarding.Dashboard.Layout;
using Offboarding.Dashboard.Queries;

namespace Offboarding.Dashboard.Pages.Workers;

/// <summary><c>/workers</c>: each worker process with its heartbeat and what it does now.</summary>
public static class WorkersPage
{
    /// <summary>Shows the workers of the last day.</summary>
    public static async Task<IResult> Show(
        HttpContext context, WorkerReader workers, OverviewReader overviews, PageFrames frames, CancellationToken cancellationToken)
    {
        PageFrame frame = frames.For(context, await overviews.ReadAsync(cancellationToken));
        return new RazorComponentResult<WorkersView>(new { Frame = frame, Workers = frame.Shown(await workers.ListAsync(cancellationToken)) });
    }
}
