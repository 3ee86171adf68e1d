using Offboarding.Dashboard.Layout;
using Offboarding.Dashboard.Live;
using Offboarding.Dashboard.Pages.Preview;
using Offboarding.Dashboard.Queries;

namespace Offboarding.Dashboard.Pages.Previews;

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
