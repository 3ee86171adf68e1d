using Hangfire.Dashboard;
using Offboarding.Dashboard.Layout;
using Offboarding.Dashboard.Pages.Case;
using Offboarding.Dashboard.Pages.Cases;
using Offboarding.Dashboard.Privacy;
using Offboarding.Dashboard.Queries;
using Offboarding.Dashboard.Security;

namespace Offboarding.Dashboard.Jobs;

/// <summary>Reads what the page of cases shows; Hangfire's own pages cannot wait for a database without holding a thread.</summary>
internal sealed class CasesDispatcher : IDashboardDispatcher
{
    private readonly global::Hangfire.Dashboard.RouteCollection page = new();

    public CasesDispatcher() => page.AddRazorPage("/", static _ => new CasesWithJobsPage());

    public async Task Dispatch(DashboardContext context)
    {
        HttpContext http = context.GetHttpContext();
        var filter = Filter.Of(http.Request.Query);
        CaseQuery query = CaseQuery.Of(filter, http.User);
        CaseReader reader = http.RequestServices.GetRequiredService<CaseReader>();
        // Hangfire's routes take no endpoint filter.
        foreach (string sentence in OnlyKnownNames.Unknown(http.Request.Query, CaseQuery.Names))
        {
            filter.Refuse(sentence);
        }

        query = await reader.FindAsync(query, filter, http.RequestAborted);
        if (!filter.IsUnderstood)
        {
            await http.RequestServices.GetRequiredService<PageFrames>().NotUnderstood(http, filter.NotUnderstood).ExecuteAsync(http);
            return;
        }

        Page<CaseRow> cases = await reader.ListAsync(query, http.RequestAborted);
        ILookup<Guid, JobOfStep> jobs = await http.RequestServices.GetRequiredService<JobReader>().ReadAsync(
            [.. cases.Rows.Select(static row => row.Id)], http.RequestAborted);
        http.Features.Set(new CasesWithJobs(query, PersonalData.Shown(cases, http.User.May(Permission.ViewPersonalData)), jobs));
        await page.FindDispatcher("/").Item1.Dispatch(context);
    }
}
