using Microsoft.AspNetCore.Http.HttpResults;
using Offboarding.Dashboard.Layout;
using Offboarding.Dashboard.Reading;

namespace Offboarding.Dashboard.Pages.Preview;

/// <summary><c>/previews/{id}</c>: what would move to whom, and what the request would be refused for (F3).</summary>
public static class PreviewPage
{
    /// <summary>Shows a preview.</summary>
    public static async Task<IResult> Show(
        HttpContext context, Guid id, PreviewReader previews, OverviewReader overviews, PageFrames frames, CancellationToken cancellationToken) =>
        await previews.ReadAsync(id, cancellationToken) is { } details
            ? new RazorComponentResult<PreviewView>(new { Frame = frames.For(context, await overviews.ReadAsync(cancellationToken)), Details = details })
            : frames.Problem(
                context,
                StatusCodes.Status404NotFound,
                "No such preview",
                $"There is no preview with the id {id}. It may belong to another database, or the address is cut short.");
}
