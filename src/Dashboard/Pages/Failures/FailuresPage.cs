using Microsoft.AspNetCore.Http.HttpResults;
using Offboarding.Dashboard.Layout;
using Offboarding.Dashboard.Queries;

namespace Offboarding.Dashboard.Pages.Failures;

/// <summary><c>/failures</c>: what waits for an operator, or is tried again by itself, by step and kind of error.</summary>
public static class FailuresPage
{
    /// <summary>Shows the groups.</summary>
    public static async Task<IResult> Show(
        HttpContext context, FailureReader failures, OverviewReader overviews, PageFrames frames, CancellationToken cancellationToken)
    {
        var filter = Filter.Of(context.Request.Query);
        string status = FailureReader.StatusOf(filter);
        if (!filter.IsUnderstood)
        {
            return frames.NotUnderstood(context, filter.NotUnderstood);
        }

        PageFrame frame = frames.For(context, await overviews.ReadAsync(cancellationToken));
        return new RazorComponentResult<FailuresView>(new { Frame = frame, Status = status, Groups = frame.Shown(await failures.GroupsAsync(status, cancellationToken)) });
    }
}
