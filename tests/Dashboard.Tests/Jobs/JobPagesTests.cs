using System.Net;
using Microsoft.Playwright;
using Offboarding.Dashboard.Security;

namespace Offboarding.Dashboard.Tests.Jobs;

/// <summary>Hangfire's own pages inside ours: who sees them, what they look like, and the links between jobs and cases.</summary>
public sealed class JobPagesTests(SharedDashboard shared) : IClassFixture<SharedDashboard>
{
    [Fact]
    public async Task Hangfire_is_in_the_menu_of_every_role()
    {
        await using RunningDashboard dashboard = await shared.SetAsync("busy-day.sql");
        foreach (string role in Role.All)
        {
            await using BrowserPage browser = await dashboard.OpenAsAsync(role);
            await browser.Page.GotoAsync("/failures");
            await browser.Page.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = "Hangfire" }).ClickAsync();
            await Assertions.Expect(browser.Page.Locator("h1")).ToHaveTextAsync("Overview");
        }
    }

    [Fact]
    public async Task Nobody_gets_in_without_signing_in()
    {
        await using RunningDashboard dashboard = await shared.SetAsync("busy-day.sql");
        using HttpClient client = dashboard.Client();
        foreach (string path in (string[])["/hangfire", "/hangfire/jobs/failed", "/hangfire/jobs/details/1", "/hangfire/cases"])
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, path);
            request.Headers.Accept.ParseAdd("text/html");
            using HttpResponseMessage response = await client.SendAsync(request, TestContext.Current.CancellationToken);
            response.StatusCode.ShouldBe(HttpStatusCode.Redirect, path);
        }

        using HttpResponseMessage statistics = await client.PostAsync("/hangfire/stats", null, TestContext.Current.CancellationToken);
        statistics.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task A_case_and_its_job_link_to_each_other_and_our_page_inside_lists_both()
    {
        await using RunningDashboard dashboard = await shared.SetAsync("busy-day.sql");
        string job = await LaidJobs.FailedAsync(dashboard.Database);
        await using BrowserPage browser = await dashboard.OpenAsAsync(Role.Viewer);

        await browser.Page.GotoAsync($"/cases/{Seeded.Failed}");
        await browser.Page.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = $"job {job}" }).ClickAsync();
        await Assertions.Expect(browser.Page.Locator("h1")).ToContainTextAsync($"{LaidJobs.Step} for case {Seeded.Failed}, attempt 3 of 3");
        await browser.Page.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = $"case {Seeded.Failed}" }).ClickAsync();
        await Assertions.Expect(browser.Page).ToHaveURLAsync(new Uri(dashboard.Address, $"/cases/{Seeded.Failed}").ToString());

        await browser.Page.GotoAsync("/hangfire/cases?state=needs-attention");
        ILocator row = browser.Page.Locator("tbody tr").Filter(new LocatorFilterOptions { Has = browser.Page.Locator($"a[href='/cases/{Seeded.Failed}']") });
        await Assertions.Expect(row.Locator("progress")).ToHaveCountAsync(1);
        await Assertions.Expect(row).ToContainTextAsync("failed");
        await Assertions.Expect(row.Locator($"a[href='/hangfire/jobs/details/{job}']")).ToHaveCountAsync(1);
        (await row.InnerTextAsync()).ShouldMatch(@"^(\p{Lu}\.\s?)+", "a viewer sees initials");
    }

    [Fact]
    public async Task The_numbers_of_the_overview_and_the_menu_come_from_rows_whatever_Hangfires_counters_say()
    {
        await using RunningDashboard dashboard = await shared.SetAsync("busy-day.sql");
        await LaidJobs.LayAsync(dashboard.Database, "Succeeded", 7);
        await dashboard.Database.ExecuteAsync("INSERT INTO hangfire.counter (key, value) VALUES ('stats:succeeded', 4)");
        await using BrowserPage browser = await dashboard.OpenAsAsync(Role.Viewer);

        await browser.Page.GotoAsync("/hangfire");
        foreach ((string title, string rows) in new[]
        {
            ("Steps waiting to be retried", "SELECT count(*) FROM offboarding.steps WHERE status = 'retrying'"),
            ("Steps out of attempts", "SELECT count(*) FROM offboarding.steps WHERE status = 'failed'"),
            ("Cases that need attention", "SELECT count(*) FROM offboarding.cases WHERE state = 'needs-attention'"),
            ("Dates to come", "SELECT (SELECT count(*) FROM offboarding.cases WHERE state = 'scheduled') + (SELECT count(*) FROM offboarding.returns WHERE status IN ('expected', 'held-up'))"),
        })
        {
            ILocator tile = browser.Page.Locator(".metric").Filter(new LocatorFilterOptions { HasText = title });
            await Assertions.Expect(tile.Locator(".metric-body")).ToHaveTextAsync((await dashboard.Database.ReadAsync<long>(rows)).ToString(System.Globalization.CultureInfo.InvariantCulture));
        }

        await browser.Page.GotoAsync("/hangfire/jobs/succeeded");
        await Assertions.Expect(browser.Page.Locator("#stats a").Filter(new LocatorFilterOptions { HasText = "Succeeded" }).Locator(".metric")).ToHaveTextAsync("7");
        browser.Complaints.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("light")]
    [InlineData("dark")]
    public async Task Every_page_of_Hangfire_works_under_our_content_security_policy(string look)
    {
        await using RunningDashboard dashboard = await shared.SetAsync("busy-day.sql");
        string job = await LaidJobs.FailedAsync(dashboard.Database);
        await LaidJobs.LayAsync(dashboard.Database, "Scheduled", 3);
        LaidJobs.Recurring(dashboard.Database);
        await using BrowserPage browser = await dashboard.OpenAsAsync(Role.Operator, look == "dark" ? ColorScheme.Dark : ColorScheme.Light);
        foreach ((string name, string path) in new[]
        {
            ("overview", "/hangfire"), ("failed", "/hangfire/jobs/failed"), ("job", $"/hangfire/jobs/details/{job}"), ("cases", "/hangfire/cases"),
            ("retries", "/hangfire/retries"), ("scheduled", "/hangfire/jobs/scheduled"), ("recurring", "/hangfire/recurring"), ("servers", "/hangfire/servers"),
        })
        {
            (await browser.Page.GotoAsync(path))!.Status.ShouldBe(200, path);
            await Eventually.TrueAsync(
                async () => await browser.Page.EvaluateAsync<string>("document.readyState") == "complete", "the page to be complete",
                cancellationToken: TestContext.Current.CancellationToken);
            if (Environment.GetEnvironmentVariable("OFFBOARDING_SCREENSHOTS") is { Length: > 0 } folder)
            {
                await browser.Page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(folder, $"hangfire-{name}-{look}.png"), FullPage = true });
            }
        }

        browser.Complaints.ShouldBeEmpty();
    }
}
