using Offboarding.Dashboard.Layout;
using Offboarding.Dashboard.Live;
using Offboarding.Dashboard.Pages.Case;
using Offboarding.Dashboard.Queries;

namespace Offboarding.Dashboard.Pages.Cases;

/// <summary>The list of leavers, line by line.</summary>
public sealed class CasesLive(CaseReader cases, Fragments fragments) : LiveReader<LiveView.Cases>(fragments)
{
    /// <inheritdoc/>
    protected override async Task<LiveContent?> ReadAsync(LiveView.Cases view, Overview overview, CancellationToken cancellationToken)
    {
        Page<CaseRow> page = Shown(await cases.ListAsync(view.Query, cancellationToken), view);
        return Whole<CaseList>(
            string.Join(' ', page.Rows.Select(row => row.Id)) + page.Older,
            new() { ["Page"] = page, ["Query"] = view.Query, ["Overview"] = overview, ["MayTick"] = view.MayTick },
            [
                Part<CaseFilters>("filters", string.Join(' ', overview.OpenCases) + overview.RetryingCases, new() { ["Query"] = view.Query, ["Overview"] = overview }),
                .. page.Rows.Select(row => Part<CaseLine>($"case-{row.Id}", row.ToString(), new() { ["Row"] = row, ["MayTick"] = view.MayTick })),
            ]);
    }
}
