using System.Text.Encodings.Web;
using Hangfire;
using Hangfire.Dashboard;
using Offboarding.Dashboard.Layout;
using Offboarding.Jobs;
using HangfireRoutes = Hangfire.Dashboard.DashboardRoutes;

namespace Offboarding.Dashboard.Hangfire;

/// <summary>What is ours inside Hangfire's pages: a page of cases, its place in the menu, and on each job the way to its case.</summary>
internal static class JobPagesExtension
{
    /// <summary>Below <see cref="JobPages.Path"/>.</summary>
    private const string Cases = "/cases";

    private static readonly Lock Gate = new();
    private static bool isIn;

    /// <summary>Hangfire keeps one menu and one set of routes for the process.</summary>
    public static void Use(IGlobalConfiguration hangfire)
    {
        lock (Gate)
        {
            if (isIn)
            {
                return;
            }

            isIn = true;
            HangfireRoutes.Routes.Add(Cases, new CasesDispatcher());
            NavigationMenu.Items.Add(static page => new MenuItem("Cases", page.Url.To(Cases))
            {
                Active = page.RequestPath.StartsWith(Cases, StringComparison.Ordinal),
            });
            hangfire.UseJobDetailsRenderer(0, static job => new NonEscapedString(CaseOf(job)));
        }
    }

    private static string CaseOf(JobDetailsRendererDto job) => job.JobDetails.Job is { } call && call.Type == typeof(IStepJob) && call.Args[0] is Guid id
        ? $"<p>This job is one slice of <strong>{HtmlEncoder.Default.Encode((string)call.Args[1])}</strong> of <a href=\"/cases/{id}\">case {id}</a>: "
            + "progress, attempts and errors are there. Requeued, it continues with what is left; nothing is done twice.</p>"
        : "";
}
