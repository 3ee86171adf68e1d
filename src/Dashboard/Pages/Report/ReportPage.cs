using Microsoft.AspNetCore.Http.HttpResults;
using Offboarding.Dashboard.Layout;
using Offboarding.Dashboard.Pages.Case;
using Offboarding.Dashboard.Pages.Problem;
using Offboarding.Dashboard.Privacy;
using Offboarding.Dashboard.Security;

namespace Offboarding.Dashboard.Pages.Report;

/// <summary><c>/cases/{id}/report</c>: the evidence for one leaver, to be printed or kept as JSON (F7).</summary>
public sealed class ReportPage(CaseReader cases, PageFrames frames, TimeProvider time)
{
    /// <summary>For people; prints without the dashboard around it.</summary>
    public static Task<IResult> Show(HttpContext context, Guid id, ReportPage page, CancellationToken cancellationToken) =>
        page.RenderAsync(context, id, cancellationToken);

    /// <summary>For programs: <see cref="ReportJson"/> as a file.</summary>
    public static Task<IResult> Json(HttpContext context, Guid id, ReportPage page, CancellationToken cancellationToken) =>
        page.DownloadAsync(context, id, cancellationToken);

    private async Task<IResult> RenderAsync(HttpContext context, Guid id, CancellationToken cancellationToken)
    {
        if (await cases.ReportAsync(id, cancellationToken) is not { } report)
        {
            return NoSuchCase(context, id);
        }

        PageFrame frame = frames.For(context, overview: null);
        return new RazorComponentResult<ReportView>(new { Frame = frame, Report = frame.Shown(report), At = time.GetUtcNow().UtcDateTime });
    }

    private async Task<IResult> DownloadAsync(HttpContext context, Guid id, CancellationToken cancellationToken)
    {
        if (await cases.ReportAsync(id, cancellationToken) is not { } report)
        {
            return NoSuchCase(context, id);
        }

        context.Response.Headers.ContentDisposition = $"attachment; filename=\"offboarding-{id}.json\"";
        return TypedResults.Json(ReportJson.Of(PersonalData.Shown(report, context.User.May(Permission.ViewPersonalData)), time.GetUtcNow().UtcDateTime), ReportJson.Options);
    }

    private RazorComponentResult<ProblemView> NoSuchCase(HttpContext context, Guid id) => frames.Problem(
        context,
        StatusCodes.Status404NotFound,
        "No such case",
        $"There is no case with the id {id}. It may belong to another database, or the address is cut short.");
}
