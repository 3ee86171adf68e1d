using Microsoft.AspNetCore.Http.HttpResults;
using Offboarding.Dashboard.Layout;
using Offboarding.Dashboard.Pages.Operation;
using Offboarding.Dashboard.Queries;
using Offboarding.Dashboard.Security;

namespace Offboarding.Dashboard.Pages.Operations;

/// <summary><c>/operations</c>: bulk acts, newest first.</summary>
public static class OperationsPage
{
    /// <summary>Shows one page of the list.</summary>
    public static async Task<IResult> Show(
        HttpContext context, OperationReader operations, OverviewReader overviews, PageFrames frames, CancellationToken cancellationToken)
    {
        var filter = Filter.Of(context.Request.Query);
        Cursor? before = filter.Before();
        if (!filter.IsUnderstood)
        {
            return frames.NotUnderstood(context, filter.NotUnderstood);
        }

        PageFrame frame = frames.For(context, await overviews.ReadAsync(cancellationToken));
        Page<OperationRow> page = await operations.ListAsync(context.User.Actor(), before, cancellationToken);
        return new RazorComponentResult<OperationsView>(new { Frame = frame, Page = frame.Shown(page), IsFirst = before is null });
    }
}
