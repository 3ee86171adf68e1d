using Microsoft.AspNetCore.Http.HttpResults;
using Offboarding.Dashboard.Commands;
using Offboarding.Dashboard.Layout;
using Offboarding.Dashboard.Queries;

namespace Offboarding.Dashboard.Pages.Operation;

/// <summary><c>/operations/{id}</c>: asks for the yes while it is frozen, then shows how far it is, with a stop button.</summary>
public sealed class OperationPage(OperationReader operations, OverviewReader overviews, PageFrames frames)
{
    /// <summary>Shows an operation with its items after a number.</summary>
    public static Task<IResult> Show(HttpContext context, Guid id, int? after, OperationPage page, CancellationToken cancellationToken) =>
        page.RenderAsync(context, id, after ?? 0, null, cancellationToken);

    /// <summary>Renders it with the outcome of an act.</summary>
    public async Task<IResult> RenderAsync(HttpContext context, Guid id, int after, ActOutcome? outcome, CancellationToken cancellationToken)
    {
        if (await operations.ReadAsync(id, after, cancellationToken) is not { } details)
        {
            return frames.Problem(
                context, StatusCodes.Status404NotFound, "No such operation",
                "There is no operation with this id. One that nobody has confirmed is dropped after a day.");
        }

        PageFrame frame = frames.For(context, await overviews.ReadAsync(cancellationToken));
        return new RazorComponentResult<OperationView>(new
        {
            Frame = frame,
            Details = frame.Shown(details),
            After = after,
            Outcome = frame.Shown(outcome),
        })
        {
            StatusCode = outcome is { Sent: false } ? StatusCodes.Status409Conflict : StatusCodes.Status200OK,
        };
    }
}
