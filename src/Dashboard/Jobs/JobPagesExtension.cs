using System.Text.Encodings.Web;
using Hangfire;
using Hangfire.Dashboard;
using Offboarding.Dashboard.Layout;
using Offboarding.Jobs;
using HangfireRoutes = Hangfire.Dashboard.DashboardRoutes;

namespace Offboarding.Dashboard.Jobs;

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
            // Its buttons are answered by us, and its own script shows nothing when an answer is a refusal.
            HangfireRoutes.AddJavaScript(typeof(JobPagesExtension).Assembly, "wwwroot/hangfire.js");
            HangfireRoutes.AddStylesheet(typeof(JobPagesExtension).Assembly, "wwwroot/hangfire.css");
            hangfire.UseDashboardMetrics(RowMetrics.Tiles);
            RowMetrics.UseInMenu();
            hangfire.UseJobDetailsRenderer(0, static job => new NonEscapedString(About(job)));
        }
    }

    private static string About(JobDetailsRendererDto job) => job.JobDetails.Job switch
    {
        { Args: [Guid id, string step, ..] } call when call.Type == typeof(IStepAttemptJob) =>
            $"<p>A step that failed: <strong>{Text(Words.Step(step))}</strong> of <a href=\"/cases/{id}\">case {id}</a>, where its progress and errors are. "
            + "This job runs the attempts to come, and continues with what is left. "
            + "Requeue of a failed job gives the step fresh attempts; of a waiting one it runs the attempt now.</p>",
        { Args: [string what, Guid subject, ..] } call when call.Type == typeof(IDateJob) =>
            $"<p>A date to come: {Text(what)} of {LinkTo(what, subject)}. The date is kept there: run early, this job does nothing, and deleting it cancels nothing.</p>",
        { } call when call.Type == typeof(IMaintenanceJob) => "<p>Maintenance of the worker. What it found is in the result below.</p>",
        _ => "",
    };

    private static string LinkTo(string what, Guid subject) => what switch
    {
        DateKinds.LastDay or DateKinds.Deletion or DateKinds.Return => $"<a href=\"/cases/{subject}\">case {subject}</a>",
        DateKinds.Approval => $"<a href=\"/approvals/{subject}\">approval {subject}</a>",
        _ => $"{subject}",
    };

    private static string Text(string text) => HtmlEncoder.Default.Encode(text);
}
