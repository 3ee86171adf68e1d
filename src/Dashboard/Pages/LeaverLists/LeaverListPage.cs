using Microsoft.AspNetCore.Http.HttpResults;
using Offboarding.Dashboard.Layout;
using Offboarding.Dashboard.Queries;

namespace Offboarding.Dashboard.Pages.LeaverLists;

/// <summary><c>/lists</c>: messages with many people (F6); <c>/lists/{workspace}/{request}</c>: one, with what became of each person.</summary>
public static class LeaverListPage
{
    /// <summary>All of them.</summary>
    public static async Task<IResult> List(
        HttpContext context, LeaverListReader lists, OverviewReader overviews, PageFrames frames, CancellationToken cancellationToken)
    {
        var filter = Filter.Of(context.Request.Query);
        Cursor? cursor = filter.Before();
        if (!filter.IsUnderstood)
        {
            return frames.NotUnderstood(context, filter.NotUnderstood);
        }

        PageFrame frame = frames.For(context, await overviews.ReadAsync(cancellationToken));
        return new RazorComponentResult<LeaverListsView>(new { Frame = frame, Page = frame.Shown(await lists.ListAsync(cursor, cancellationToken)), Before = cursor });
    }

    /// <summary>One. A list that was just sent may not be there yet: then it says so and goes on by itself.</summary>
    public static async Task<IResult> Show(
        HttpContext context, Guid workspace, Guid request, LeaverListReader lists, OverviewReader overviews, PageFrames frames, CancellationToken cancellationToken)
    {
        var filter = Filter.Of(context.Request.Query);
        var query = LeaverListQuery.Of(filter);
        if (!filter.IsUnderstood)
        {
            return frames.NotUnderstood(context, filter.NotUnderstood);
        }

        LeaverListDetails? details = await lists.ReadAsync(workspace, request, query, cancellationToken);
        (bool sent, RefusalText? refusal) = details is null ? await lists.WhyNoneAsync(workspace, request, cancellationToken) : default;
        if (details is null && !sent && refusal is null)
        {
            return frames.Problem(context, StatusCodes.Status404NotFound, "No such list", $"No list came with the request {request} to this workspace.");
        }

        PageFrame frame = frames.For(context, await overviews.ReadAsync(cancellationToken));
        return new RazorComponentResult<LeaverListView>(new
        {
            Frame = frame,
            Workspace = workspace,
            Request = request,
            Details = details is null ? null : frame.Shown(details),
            Refusal = refusal is null ? null : frame.Shown(refusal),
            Query = query,
        });
    }
}
