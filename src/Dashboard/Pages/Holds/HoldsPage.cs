using Microsoft.AspNetCore.Http.HttpResults;
using Offboarding.Dashboard.Layout;
using Offboarding.Dashboard.Pages.People;
using Offboarding.Dashboard.Queries;

namespace Offboarding.Dashboard.Pages.Holds;

/// <summary><c>/holds</c>: who is under legal hold (F10), since when, by whom and why; or whose hold was lifted.</summary>
public static class HoldsPage
{
    /// <summary>Shows a page of them.</summary>
    public static async Task<IResult> Show(
        HttpContext context, HoldReader holds, OverviewReader overviews, PageFrames frames, CancellationToken cancellationToken)
    {
        var filter = Filter.Of(context.Request.Query);
        Cursor? cursor = filter.Before();
        bool isLifted = filter.Flag("lifted");
        if (!filter.IsUnderstood)
        {
            return frames.NotUnderstood(context, filter.NotUnderstood);
        }

        PageFrame frame = frames.For(context, await overviews.ReadAsync(cancellationToken));
        return new RazorComponentResult<HoldsView>(new
        {
            Frame = frame,
            List = frame.Shown(await holds.ListAsync(isLifted, cursor, cancellationToken)),
            Lifted = isLifted,
            Before = cursor,
            Rights = PersonRights.Of(frame.May),
        });
    }
}
