using Microsoft.AspNetCore.Http.HttpResults;
using Offboarding.Dashboard.Layout;
using Offboarding.Dashboard.Queries;

namespace Offboarding.Dashboard.Pages.Audit;

/// <summary><c>/audit</c>: who did what, when and why.</summary>
public static class AuditPage
{
    /// <summary>Shows one page of what is asked for.</summary>
    public static async Task<IResult> Show(HttpContext context, AuditReader audit, OverviewReader overviews, PageFrames frames, CancellationToken cancellationToken)
    {
        var filter = Filter.Of(context.Request.Query);
        AuditQuery query = await audit.FindAsync(AuditQuery.Of(filter, context.User), filter, cancellationToken);
        AuditPageRows page = filter.IsUnderstood ? await audit.ListAsync(query, cancellationToken) : AuditPageRows.None;
        PageFrame frame = frames.For(context, await overviews.ReadAsync(cancellationToken));
        return new RazorComponentResult<AuditView>(new { Frame = frame, Query = query, filter.NotUnderstood, Page = frame.Shown(page) });
    }
}
