using Microsoft.AspNetCore.Http.HttpResults;
using Offboarding.Dashboard.Layout;
using Offboarding.Dashboard.Pages.Case;
using Offboarding.Dashboard.Queries;

namespace Offboarding.Dashboard.Pages.Cases;

/// <summary><c>/leavers</c>: who is leaving, has left, or wants attention.</summary>
public static class CasesPage
{
    /// <summary>Shows one page of the list.</summary>
    public static async Task<IResult> Show(
        HttpContext context, CaseReader cases, OverviewReader overviews, PageFrames frames, CancellationToken cancellationToken)
    {
        var filter = Filter.Of(context.Request.Query);
        CaseQuery query = CaseQuery.Of(filter, context.User);
        query = await cases.FindAsync(query, filter, cancellationToken);
        Overview overview = await overviews.ReadAsync(cancellationToken);
        CaseChoices choices = await cases.ChoicesAsync(cancellationToken);
        Page<CaseRow> page = filter.IsUnderstood ? await cases.ListAsync(query, cancellationToken) : new Page<CaseRow>([], null);
        PageFrame frame = frames.For(context, overview);
        return new RazorComponentResult<CasesView>(new
        {
            Frame = frame,
            Overview = overview,
            Query = query,
            Choices = choices,
            Page = frame.Shown(page),
            filter.NotUnderstood,
        });
    }
}

/// <summary>What can be chosen above the list of cases.</summary>
/// <param name="Workspaces">Names, the first 200 of the alphabet.</param>
/// <param name="Steps">Names of steps that cases are at now.</param>
public sealed record CaseChoices(IReadOnlyList<string> Workspaces, IReadOnlyList<string> Steps);
