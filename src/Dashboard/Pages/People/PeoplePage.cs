using Microsoft.AspNetCore.Http.HttpResults;
using Offboarding.Dashboard.Layout;
using Offboarding.Dashboard.Lists;
using Offboarding.Dashboard.Queries;
using Offboarding.Dashboard.Security;

namespace Offboarding.Dashboard.Pages.People;

/// <summary><c>/people</c>: workspaces with their counts, and a search; <c>/people/{workspace}</c>: who is in one (A2, B4, C1).</summary>
public static class PeoplePage
{
    /// <summary>The workspaces, or who was searched for in all of them.</summary>
    public static async Task<IResult> Workspaces(
        HttpContext context, PeopleReader people, OverviewReader overviews, PageFrames frames, CancellationToken cancellationToken)
    {
        var filter = Filter.Of(context.Request.Query);
        (_, string? text, Guid? after) = PeopleQuery.Of(filter, context.User);
        if (!filter.IsUnderstood)
        {
            return frames.NotUnderstood(context, filter.NotUnderstood);
        }

        IReadOnlyList<WorkspaceCounts> rows = text is null ? await people.WorkspacesAsync(after, cancellationToken) : [];
        PageFrame frame = frames.For(context, await overviews.ReadAsync(cancellationToken));
        return new RazorComponentResult<WorkspacesView>(new
        {
            Frame = frame,
            Rows = (IReadOnlyList<WorkspaceCounts>)[.. rows.Take(PeopleReader.PageSize)],
            HasMore = rows.Count > PeopleReader.PageSize,
            After = after,
            Search = text,
            Found = text is null ? [] : frame.Shown(await people.FindAsync(text, cancellationToken)),
        });
    }

    /// <summary>Who is in one.</summary>
    public static async Task<IResult> Show(
        HttpContext context, Guid workspace, PeopleReader people, OverviewReader overviews, PageFrames frames, CancellationToken cancellationToken)
    {
        var filter = Filter.Of(context.Request.Query);
        PeopleQuery query = PeopleQuery.Of(filter, context.User);
        if (!filter.IsUnderstood)
        {
            return frames.NotUnderstood(context, filter.NotUnderstood);
        }

        PeopleList? list = await people.ListAsync(workspace, query, context.User.May(Permission.ViewPersonalData), cancellationToken);
        if (list is null)
        {
            return frames.Problem(context, StatusCodes.Status404NotFound, "No such workspace", $"There is no workspace with the id {workspace}.");
        }

        PageFrame frame = frames.For(context, await overviews.ReadAsync(cancellationToken));
        return new RazorComponentResult<PeopleView>(new { Frame = frame, List = frame.Shown(list), Query = query });
    }
}
