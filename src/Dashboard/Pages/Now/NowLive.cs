using Microsoft.Extensions.Options;
using Offboarding.Dashboard.Layout;
using Offboarding.Dashboard.Live;
using Offboarding.Dashboard.Queries;

namespace Offboarding.Dashboard.Pages.Now;

/// <summary>Now, part by part.</summary>
public sealed class NowLive(NowReader now, IOptions<DashboardOptions> options, Fragments fragments) : LiveReader<LiveView.Now>(fragments)
{
    /// <inheritdoc/>
    protected override async Task<LiveContent?> ReadAsync(LiveView.Now view, Overview overview, CancellationToken cancellationToken)
    {
        NowDetails details = Shown(await now.ReadAsync(view.Window, cancellationToken), view);
        return AllOf(
            Part<NowCounts>("counts", NowCounts.StateOf(overview), new() { ["Overview"] = overview }),
            Part<NowAttention>("attention", NowAttention.StateOf(details, overview), new()
            {
                ["Rows"] = details.Attention,
                ["Approvals"] = details.Approvals,
                ["Overview"] = overview,
                ["Last"] = details.Last,
            }),
            Part<NowBars>("bars", string.Join(' ', details.Bars), new() { ["Bars"] = details.Bars, ["Window"] = view.Window }),
            Part<NowLockout>("lockout", details.Lockout.ToString(), new() { ["Times"] = details.Lockout, ["Target"] = options.Value.LockoutTarget }),
            Part<NowSystem>("system", NowSystem.StateOf(details, overview), new() { ["Overview"] = overview, ["Queues"] = details.Queues }));
    }
}
