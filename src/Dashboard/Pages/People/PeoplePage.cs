using System.Security.Claims;
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
        IReadOnlyList<WorkspaceCounts> rows = text is null && filter.IsUnderstood ? await people.WorkspacesAsync(after, cancellationToken) : [];
        PageFrame frame = frames.For(context, await overviews.ReadAsync(cancellationToken));
        return new RazorComponentResult<WorkspacesView>(new
        {
            Frame = frame,
            Rows = (IReadOnlyList<WorkspaceCounts>)[.. rows.Take(PeopleReader.PageSize)],
            HasMore = rows.Count > PeopleReader.PageSize,
            After = after,
            Search = text,
            filter.NotUnderstood,
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

/// <summary>Who of a workspace is asked for; the same words are in the address.</summary>
/// <param name="Status">active, invited, inactive or deleted; null: everybody.</param>
/// <param name="Search">Beginnings of words of name or address; null: nothing is searched for.</param>
/// <param name="After">The last one of the page before; null: from the beginning.</param>
public sealed record PeopleQuery(string? Status, string? Search, Guid? After)
{
    /// <summary>The statuses there are, in the order they are shown.</summary>
    public static IReadOnlyList<string> Statuses { get; } = ["active", "invited", "inactive", "deleted"];

    /// <summary>Takes what an address says.</summary>
    public static PeopleQuery Of(Filter filter, ClaimsPrincipal user) =>
        new(filter.OneOf("status", "a status", Statuses), filter.Person("q", user), filter.Id("after", "the end of a page of this list"));

    /// <summary>The part of the address behind the path, with its question mark; empty if nothing is asked for.</summary>
    public string ToQueryString() => QueryFields.Given(("status", Status), ("q", Search), ("after", After?.ToString())).ToQueryString();
}
