using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using Offboarding.Dashboard.Layout;
using Offboarding.Dashboard.Queries;

namespace Offboarding.Dashboard.Pages.Workspaces;

/// <summary><c>/workspaces/{id}</c>: what goes on in one workspace, and how departures went in a range of days.</summary>
public static class WorkspacePage
{
    /// <summary>Shows it.</summary>
    public static async Task<IResult> Show(
        HttpContext context, Guid id, WorkspaceReader workspaces, OverviewReader overviews, PageFrames frames, IOptions<DashboardOptions> options, TimeProvider time,
        CancellationToken cancellationToken)
    {
        var filter = Filter.Of(context.Request.Query);
        DayRange range = DayRange.Of(filter, DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime));
        if (!filter.IsUnderstood)
        {
            return frames.NotUnderstood(context, filter.NotUnderstood);
        }

        if (await workspaces.ReadAsync(id, range, cancellationToken) is not { } details)
        {
            return frames.Problem(context, StatusCodes.Status404NotFound, "No such workspace", $"There is no workspace with the id {id}.");
        }

        PageFrame frame = frames.For(context, await overviews.ReadAsync(cancellationToken));
        return new RazorComponentResult<WorkspaceView>(new { Frame = frame, Details = frame.Shown(details), Range = range, Target = options.Value.LockoutTarget });
    }
}
