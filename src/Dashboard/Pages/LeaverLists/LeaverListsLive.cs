using Offboarding.Dashboard.Layout;
using Offboarding.Dashboard.Live;
using Offboarding.Dashboard.Queries;

namespace Offboarding.Dashboard.Pages.LeaverLists;

/// <summary>Messages with many people.</summary>
public sealed class LeaverListsLive(LeaverListReader lists, Fragments fragments) : LiveReader<LiveView.LeaverLists>(fragments)
{
    /// <inheritdoc/>
    protected override async Task<LiveContent?> ReadAsync(LiveView.LeaverLists view, Overview overview, CancellationToken cancellationToken)
    {
        Page<LeaverListRow> page = Shown(await lists.ListAsync(view.Before, cancellationToken), view);
        return Whole<LeaverListTable>(string.Join('\n', page.Rows) + page.Older, new() { ["Page"] = page, ["Before"] = view.Before });
    }
}
