using Microsoft.AspNetCore.Http.HttpResults;
using Offboarding.Dashboard.Layout;
using Offboarding.Dashboard.Privacy;
using Offboarding.Dashboard.Queries;
using Offboarding.Dashboard.Security;

namespace Offboarding.Dashboard.Pages.Evidence;

/// <summary>
/// <c>/evidence</c>: what went to whom and when, for one item, one leaver, one recipient. A program that asks with
/// <c>Accept: application/json</c> gets the rows.
/// </summary>
public static class EvidencePage
{
    /// <summary>Shows the rows that an address asks for.</summary>
    public static async Task<IResult> Show(
        HttpContext context, EvidenceReader evidence, OverviewReader overviews, PageFrames frames,
        CancellationToken cancellationToken)
    {
        var filter = Filter.Of(context.Request.Query);
        EvidenceQuery query = EvidenceQuery.Of(filter, context.User);
        if (!filter.IsUnderstood)
        {
            return frames.NotUnderstood(context, filter.NotUnderstood);
        }

        IReadOnlyList<EvidenceRow> rows = PersonalData.Shown(
            await evidence.ReadAsync(query, cancellationToken), context.User.May(Permission.ViewPersonalData));
        if (context.Request.Headers.Accept.ToString().StartsWith("application/json", StringComparison.OrdinalIgnoreCase))
        {
            return TypedResults.Json(rows);
        }

        Overview overview = await overviews.ReadAsync(cancellationToken);
        return new RazorComponentResult<EvidenceView>(new { Frame = frames.For(context, overview), Query = query, Rows = rows });
    }
}
