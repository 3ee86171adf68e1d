using Microsoft.AspNetCore.Http.HttpResults;
using Offboarding.Dashboard.Layout;
using Offboarding.Dashboard.Reading;

namespace Offboarding.Dashboard.Pages.Cases;

/// <summary><c>/leavers</c>: who is leaving, has left, or wants attention.</summary>
public static class CasesPage
{
    /// <summary>Shows one page of the list.</summary>
    public static async Task<IResult> Show(
        HttpContext context,
        string? q,
        string? state,
        string? before,
        CaseReader cases,
        OverviewReader overviews,
        PageFrames frames,
        CancellationToken cancellationToken)
    {
        CaseQuery query = CaseQuery.From(q, state, before).For(context.User);
        Overview overview = await overviews.ReadAsync(cancellationToken);
        Page<CaseRow> page = await cases.ListAsync(query, cancellationToken);
        PageFrame frame = frames.For(context, overview);
        return new RazorComponentResult<CasesView>(new { Frame = frame, Overview = overview, Query = query, Page = frame.Shown(page) });
    }
}
