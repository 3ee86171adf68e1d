using Offboarding.Dashboard.Layout;
using Offboarding.Dashboard.Live;
using Offboarding.Dashboard.Queries;

namespace Offboarding.Dashboard.Pages.LeaverLists;

/// <summary>One message with many people: its figures and its lines.</summary>
public sealed class LeaverListLive(LeaverListReader lists, Fragments fragments) : LiveReader<LiveView.LeaverList>(fragments)
{
    /// <inheritdoc/>
    protected override async Task<LiveContent?> ReadAsync(LiveView.LeaverList view, Overview overview, CancellationToken cancellationToken)
    {
        if (await lists.ReadAsync(view.Workspace, view.Request, view.Query, cancellationToken) is not { } read)
        {
            return null;
        }

        LeaverListDetails details = Shown(read, view);
        return Whole<LeaverListBody>(
            "there",
            new() { ["Details"] = details, ["Query"] = view.Query },
            Part<LeaverListFacts>("list-facts", details.Row.ToString(), new() { ["Row"] = details.Row }),
            Part<LeaverListLines>("list-lines", $"{details.Row} {string.Join('\n', details.Lines)}", new() { ["Details"] = details, ["Query"] = view.Query }));
    }
}
