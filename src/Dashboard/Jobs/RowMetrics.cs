using Dapper;
using Hangfire.Dashboard;
using Npgsql;
using Offboarding.Dashboard.Layout;
using Offboarding.Dashboard.Queries;

namespace Offboarding.Dashboard.Jobs;

/// <summary>
/// The numbers of the overview and of the menu that people rely on, counted from rows. Hangfire's own counters are summed and deleted in two
/// statements and were seen to lose some (docs/hangfire.md).
/// </summary>
internal static class RowMetrics
{
    /// <summary>The tiles of the overview.</summary>
    public static DashboardMetric[] Tiles { get; } =
    [
        Of("retrying", "Steps waiting to be retried", static now => now.Retrying, MetricStyle.Warning, "/hangfire/retries"),
        Of("failed", "Steps out of attempts", static now => now.Failed, MetricStyle.Danger, "/failures"),
        Of("attention", "Cases that need attention", static now => now.Attention, MetricStyle.Danger, "/leavers?state=needs-attention"),
        Of("dates", "Dates to come", static now => now.Dates, MetricStyle.Info, "/scheduled"),
    ];

    private static readonly DashboardMetric Succeeded = Of("succeeded", "Succeeded", static now => now.JobsSucceeded, MetricStyle.Default, null);

    private static readonly DashboardMetric Deleted = Of("deleted", "Deleted", static now => now.JobsDeleted, MetricStyle.Default, null);

    /// <summary>Puts the numbers of rows in the place of counters in the menu of states.</summary>
    public static void UseInMenu()
    {
        DashboardMetrics.AddMetric(Succeeded);
        DashboardMetrics.AddMetric(Deleted);
        for (int i = 0; i < JobsSidebarMenu.Items.Count; i++)
        {
            Func<RazorPage, MenuItem> theirs = JobsSidebarMenu.Items[i];
            JobsSidebarMenu.Items[i] = page =>
            {
                MenuItem item = theirs(page);
                item.Metric = item.Metric == DashboardMetrics.SucceededCount ? Succeeded : item.Metric == DashboardMetrics.DeletedCount ? Deleted : item.Metric;
                return item;
            };
        }
    }

    private static DashboardMetric Of(string name, string title, Func<Counts, long> number, MetricStyle style, string? url) =>
        new($"offboarding:{name}", title, page =>
        {
            long count = number(CountsOf(page.Context.GetHttpContext()));
            return new Metric(Words.Number(count)) { IntValue = count, Style = count > 0 ? style : MetricStyle.Default, Highlighted = count > 0 && style == MetricStyle.Danger };
        })
        {
            Url = url,
        };

    /// <summary>Hangfire's pages cannot wait without holding their thread; one short query for all the numbers of a request.</summary>
    private static Counts CountsOf(HttpContext http)
    {
        if (http.Features.Get<Counts>() is { } counts)
        {
            return counts;
        }

        using NpgsqlConnection connection = http.RequestServices.GetRequiredService<DashboardDatabase>().Open();
        counts = connection.QuerySingle<Counts>(Sql.Read("job-metrics"));
        http.Features.Set(counts);
        return counts;
    }

    private sealed record Counts
    {
        public required long Retrying { get; init; }

        public required long Failed { get; init; }

        public required long Attention { get; init; }

        public required long Dates { get; init; }

        public required long JobsSucceeded { get; init; }

        public required long JobsDeleted { get; init; }
    }
}
