using Microsoft.AspNetCore.Http.HttpResults;
using Offboarding.Dashboard.Layout;
using Offboarding.Dashboard.Queries;

namespace Offboarding.Dashboard.Pages.Preview;

/// <summary><c>/previews/{id}</c>: what would move to whom, and what the request would be refused for (F3).</summary>
public static class PreviewPage
{
    /// <summary>Shows a preview.</summary>
    public static async Task<IResult> Show(
        HttpContext context, Guid id, PreviewReader previews, OverviewReader overviews, PageFrames frames, CancellationToken cancellationToken)
    {
        if (await previews.ReadListAsync(id, cancellationToken) is { } list)
        {
            PageFrame ofList = frames.For(context, await overviews.ReadAsync(cancellationToken));
            return new RazorComponentResult<ListPreviewView>(new { Frame = ofList, Preview = ofList.Shown(list) });
        }

        if (await previews.ReadAsync(id, cancellationToken) is not { } details)
        {
            return frames.Problem(
                context,
                StatusCodes.Status404NotFound,
                "No such preview",
                $"There is no preview with the id {id}. It may belong to another database, or the address is cut short.");
        }

        PageFrame frame = frames.For(context, await overviews.ReadAsync(cancellationToken));
        return new RazorComponentResult<PreviewView>(new { Frame = frame, Details = frame.Shown(details) });
    }
}
