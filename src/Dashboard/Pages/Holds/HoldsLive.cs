using Offboarding.Dashboard.Layout;
using Offboarding.Dashboard.Live;
using Offboarding.Dashboard.Queries;

namespace Offboarding.Dashboard.Pages.Holds;

/// <summary>Legal holds.</summary>
public sealed class HoldsLive(HoldReader holds, Fragments fragments) : LiveReader<LiveView.Holds>(fragments)
{
    /// <inheritdoc/>
    protected override async Task<LiveContent?> ReadAsync(LiveView.Holds view, Overview overview, CancellationToken cancellationToken)
    {
        HoldList list = Shown(await holds.ListAsync(view.Lifted, view.Before, cancellationToken), view);
        return Whole<HoldTable>(
            string.Join('\n', list.Rows) + list.Older,
            new() { ["List"] = list, ["Lifted"] = view.Lifted, ["Before"] = view.Before, ["Rights"] = view.Rights });
    }
}
