using Microsoft.AspNetCore.Http.HttpResults;
using Offboarding.Dashboard.Layout;
using Offboarding.Dashboard.Live;
using Offboarding.Dashboard.Pages.Preview;
using Offboarding.Dashboard.Queries;

namespace Offboarding.Dashboard.Pages.Previews;

/// <summary><c>/previews</c>: what was asked for with a dry run, newest first.</summary>
public static class PreviewsPage
{
    /// <summary>Shows one page of the list.</summary>
    public static async Task<IResult> Show(
        HttpContext context, PreviewReader previews, OverviewReader overviews, PageFrames frames, CancellationToken cancellationToken)
    {
        var filter = Filter.Of(context.Request.Query);
        Cursor? cursor = filter.Before();
        if (!filter.IsUnderstood)
        {
            return frames.NotUnderstood(context, filter.NotUnderstood);
        }

        PageFrame frame = frames.For(context, await overviews.ReadAsync(cancellationToken));
        return new RazorComponentResult<PreviewsView>(new
        {
            Frame = frame,
            Before = cursor,
            Page = frame.Shown(await previews.ListAsync(cursor, cancellationToken)),
        });
    }
}

/// <summary>The list of previews.</summary>
public sealed class PreviewsLive(PreviewReader previews, Fragments fragments) : LiveReader<LiveView.Previews>(fragments)
{
    /// <inheritdoc/>
    protected override async Task<LiveContent?> ReadAsync(LiveView.Previews view, Overview overview, CancellationToken cancellationToken)
    {
        Page<PreviewRow> page = Shown(await previews.ListAsync(view.Before, cancellationToken), view);
        return Whole<PreviewList>(
            string.Join(' ', page.Rows.Select(row => row.Id)) + page.Older, new() { ["Page"] = page, ["Before"] = view.Before });
    }
}
