using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http.HttpResults;
using Offboarding.Dashboard.Commands;
using Offboarding.Dashboard.Layout;
using Offboarding.Dashboard.Queries;

namespace Offboarding.Dashboard.Pages.Seats;

/// <summary><c>/seats</c>: how many seats each workspace has; <c>/seats/{id}</c>: who holds them and how they changed.</summary>
public sealed class SeatsPage(SeatsReader seats, OverviewReader overviews, PageFrames frames)
{
    /// <summary>Shows the workspaces.</summary>
    public static Task<IResult> List(HttpContext context, SeatsReader seats, OverviewReader overviews, PageFrames frames, CancellationToken cancellationToken) =>
        ListAsync<SeatsListView>(context, seats, overviews, frames, cancellationToken);

    /// <summary>Shows the workspaces in a view, which takes <c>Frame</c>, <c>Rows</c>, <c>After</c> and <c>HasMore</c>.</summary>
    public static async Task<IResult> ListAsync<TView>(
        HttpContext context, SeatsReader seats, OverviewReader overviews, PageFrames frames, CancellationToken cancellationToken)
        where TView : IComponent
    {
        var filter = Filter.Of(context.Request.Query);
        Guid? after = filter.Id("after", "the end of a page of this list");
        if (!filter.IsUnderstood)
        {
            return frames.NotUnderstood(context, filter.NotUnderstood);
        }

        IReadOnlyList<SeatsRow> rows = await seats.ListAsync(after, cancellationToken);
        return new RazorComponentResult<TView>(new
        {
            Frame = frames.For(context, await overviews.ReadAsync(cancellationToken)),
            Rows = (IReadOnlyList<SeatsRow>)[.. rows.Take(SeatsReader.PageSize)],
            After = after,
            HasMore = rows.Count > SeatsReader.PageSize,
        });
    }

    /// <summary>Shows one workspace; <paramref name="asked"/> comes from an act without scripts.</summary>
    public static Task<IResult> Show(HttpContext context, Guid id, Guid? asked, SeatsPage page, CancellationToken cancellationToken) =>
        page.RenderAsync(context, id, asked is { } operation ? new ActOutcome(true, "Requested: change the limit.", operation) : null, cancellationToken);

    /// <summary>Renders a workspace with the outcome of an act.</summary>
    public async Task<IResult> RenderAsync(HttpContext context, Guid id, ActOutcome? outcome, CancellationToken cancellationToken)
    {
        SeatsDetails? details = await seats.ReadAsync(id, cancellationToken);
        if (details is null)
        {
            return frames.Problem(context, StatusCodes.Status404NotFound, "No such workspace", $"There is no workspace with the id {id}.");
        }

        PageFrame frame = frames.For(context, await overviews.ReadAsync(cancellationToken));
        return new RazorComponentResult<SeatsView>(new { Frame = frame, Details = frame.Shown(details), Outcome = outcome is null ? null : frame.Shown(outcome) })
        {
            StatusCode = outcome is { Sent: false } ? StatusCodes.Status409Conflict : StatusCodes.Status200OK,
        };
    }
}
