using System.Text.Encodings.Web;
using Hangfire.Dashboard;
using Hangfire.Dashboard.Pages;
using Offboarding.Dashboard.Layout;
using Offboarding.Dashboard.Pages.Cases;
using Offboarding.Dashboard.Queries;

namespace Offboarding.Dashboard.Jobs;

/// <summary>Cases with their progress and the jobs of their steps, in Hangfire's layout.</summary>
internal sealed class CasesWithJobsPage : RazorPage
{
    private static readonly (string? State, string Label)[] Filters =
        [(null, "All"), ("in-progress", "In progress"), ("needs-attention", "Needs attention"), ("scheduled", "Scheduled"), ("completed", "Completed")];

    public override void Execute()
    {
        CasesWithJobs shown = Context.GetHttpContext().Features.Get<CasesWithJobs>()!;
        Layout = new LayoutPage("Cases");
        WriteLiteral("<div class=\"row\"><div class=\"col-md-12\"><h1 class=\"page-header\">Cases</h1><div class=\"btn-toolbar\"><div class=\"btn-group btn-group-sm\">");
        foreach ((string? state, string label) in Filters)
        {
            string active = state == shown.Query.State ? " active" : "";
            WriteLiteral($"<a class=\"btn btn-default{active}\" href=\"{Url.To(state is null ? "/cases" : $"/cases?state={state}")}\">{label}</a>");
        }

        WriteLiteral("</div></div>");
        WriteLiteral(shown.Cases.Rows.Count == 0 ? "<div class=\"alert alert-info\">No case is like this.</div>" : "");
        WriteLiteral("<div class=\"table-responsive\"><table class=\"table\"><thead><tr><th>Leaver</th><th>State</th><th>Progress</th><th>Jobs</th><th>Requested</th></tr></thead><tbody>");
        foreach (CaseRow row in shown.Cases.Rows)
        {
            WriteLiteral(
                $"<tr><td><a href=\"/cases/{row.Id}\">{Text(row.Leaver)}</a></td><td>{Text(Words.Label(row.State))}</td><td>{Progress(row)}</td>"
                + $"<td>{string.Join("<br>", shown.Jobs[row.Id].Select(Job))}</td><td>{Html.RelativeTime(row.RequestedAt)}</td></tr>");
        }

        WriteLiteral("</tbody></table></div>");
        if (shown.Cases.Older is { } next)
        {
            WriteLiteral($"<a href=\"{Text(Url.To("/cases" + (shown.Query with { Before = next }).ToQueryString()))}\">Older</a>");
        }

        WriteLiteral("</div></div>");
    }

    private static string Progress(CaseRow row) => row.Total == 0
        ? "—"
        : $"<progress value=\"{row.Done}\" max=\"{Math.Max(row.Total, row.Done)}\"></progress> {Words.Number(row.Done)} of {Words.Number(Math.Max(row.Total, row.Done))}";

    private string Job(JobOfStep job) => $"{Html.JobIdLink(job.JobId)} {Text(Words.Step(job.Step))}: {Text(job.Status)}";

    private static string Text(string text) => HtmlEncoder.Default.Encode(text);
}

/// <summary>What the page of cases shows.</summary>
/// <param name="Query">What was asked for.</param>
/// <param name="Cases">As whoever asks may see them.</param>
/// <param name="Jobs">The jobs of their steps, by case.</param>
internal sealed record CasesWithJobs(CaseQuery Query, Page<CaseRow> Cases, ILookup<Guid, JobOfStep> Jobs);
