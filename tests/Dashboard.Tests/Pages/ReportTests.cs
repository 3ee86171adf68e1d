using System.Text.Json;
using Microsoft.Playwright;
using Offboarding.Dashboard.Tests.Support;

namespace Offboarding.Dashboard.Tests.Pages;

/// <summary>F7: one report for each leaver, to be printed and as JSON.</summary>
public sealed class ReportTests(TestServers servers)
{
    [Fact]
    public async Task F7_the_report_says_who_asked_when_access_ended_and_what_went_to_whom()
    {
        await using RunningDashboard dashboard = await RunningDashboard.StartAsync(servers, "busy-day.sql");
        await using BrowserPage browser = await dashboard.SignInAsync();
        await browser.Page.GotoAsync($"/cases/{Seeded.Failed}");
        await browser.Page.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = "Evidence report" }).ClickAsync();

        ILocator report = browser.Page.Locator(".report");
        await Assertions.Expect(report.Locator("h1")).ToHaveTextAsync("Evidence report: Tomás Okafor");
        await Assertions.Expect(report).ToContainTextAsync("Ingrid Solberg");
        await Assertions.Expect(report).ToContainTextAsync("5 sessions and tokens");
        await Assertions.Expect(report).ToContainTextAsync("User b0000000-0000-4000-8000-000000000009 is not active any more");
        await Assertions.Expect(report.GetByRole(AriaRole.Row).Filter(new LocatorFilterOptions { HasText = "Unassigned" })).ToContainTextAsync("100");
        await Assertions.Expect(report).ToContainTextAsync("the nightly import is over");
        await Assertions.Expect(report.Locator("code.hash")).ToHaveTextAsync(new System.Text.RegularExpressions.Regex("^[0-9a-f]{64}$"));
    }

    [Fact]
    public async Task F7_on_paper_there_is_nothing_but_the_report()
    {
        await using RunningDashboard dashboard = await RunningDashboard.StartAsync(servers, "busy-day.sql");
        await using BrowserPage browser = await dashboard.SignInAsync();
        await browser.Page.GotoAsync($"/cases/{Seeded.Failed}/report");
        await browser.Page.EmulateMediaAsync(new PageEmulateMediaOptions { Media = Media.Print });

        await Assertions.Expect(browser.Page.Locator(".report")).ToBeVisibleAsync();
        await Assertions.Expect(browser.Page.Locator("header.top")).ToBeHiddenAsync();
        await Assertions.Expect(browser.Page.Locator("nav.crumbs")).ToBeHiddenAsync();
    }

    [Fact]
    public async Task F7_the_same_as_json_with_ids_utc_times_and_hashes()
    {
        await using RunningDashboard dashboard = await RunningDashboard.StartAsync(servers, "busy-day.sql");
        await using BrowserPage browser = await dashboard.SignInAsync();

        IAPIResponse answer = await browser.Page.Context.APIRequest.GetAsync(new Uri(dashboard.Address, $"/cases/{Seeded.Failed}/report.json").ToString());

        answer.Status.ShouldBe(200);
        answer.Headers["content-disposition"].ShouldContain($"offboarding-{Seeded.Failed}.json");
        JsonElement report = JsonDocument.Parse(await answer.TextAsync()).RootElement;
        report.GetProperty("leaver").GetProperty("name").GetString().ShouldBe("Tomás Okafor");
        report.GetProperty("handover").EnumerateArray().Sum(h => h.GetProperty("items").GetInt64()).ShouldBe(500);
        report.GetProperty("signInClosedAt").GetString()!.ShouldEndWith("Z");
        report.GetProperty("failures").GetArrayLength().ShouldBe(5);
        report.GetProperty("audit").EnumerateArray().ShouldAllBe(a => a.GetProperty("hash").GetString()!.Length == 64);
    }

    [Fact]
    public async Task A_case_that_is_not_there_has_no_report()
    {
        await using RunningDashboard dashboard = await RunningDashboard.StartAsync(servers, "busy-day.sql");
        await using BrowserPage browser = await dashboard.SignInAsync();
        foreach (string address in (string[])[$"/cases/{Guid.Empty}/report", $"/cases/{Guid.Empty}/report.json"])
        {
            (await browser.Page.Context.APIRequest.GetAsync(new Uri(dashboard.Address, address).ToString())).Status.ShouldBe(404);
        }
    }
}
