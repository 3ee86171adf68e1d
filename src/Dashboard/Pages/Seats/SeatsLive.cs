using Offboarding.Dashboard.Layout;
using Offboarding.Dashboard.Live;
using Offboarding.Dashboard.Queries;

namespace Offboarding.Dashboard.Pages.Seats;

/// <summary>The seats of one workspace: figures, ledger, holders.</summary>
public sealed class SeatsLive(SeatsReader seats, Fragments fragments) : LiveReader<LiveView.Seats>(fragments)
{
    /// <inheritdoc/>
    protected override async Task<LiveContent?> ReadAsync(LiveView.Seats view, Overview overview, CancellationToken cancellationToken)
    {
        if (await seats.ReadAsync(view.Workspace, cancellationToken) is not { } read)
        {
            return null;
        }

        SeatsDetails details = Shown(read, view);
        return AllOf(
            Part<SeatFigures>("seat-figures", details.Row.ToString(), new() { ["Row"] = details.Row }),
            Part<SeatLedger>("seat-ledger", string.Join(' ', details.Changes), new() { ["Rows"] = details.Changes }),
            Part<SeatHolders>("seat-holders", string.Join(' ', details.Holders), new() { ["Rows"] = details.Holders, ["InUse"] = details.Row.InUse }));
    }
}
