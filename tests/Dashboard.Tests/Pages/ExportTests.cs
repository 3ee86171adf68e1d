using System.Text.Json;
using Microsoft.Playwright;
using Offboarding.Dashboard.Security;

namespace Offboarding.Dashboard.Tests.Pages;

public sealed class ExportTests(TestServers servers, SharedDashboard shared) : IClassFixture<SharedDashboard>
{
    [Theory]
    [InlineData("/leavers?state=completed&workspace=Northwind%20Support", "leavers", "name", "Priya Raman", 2)]
    [InlineData("/evidence?person=Tom%C3%A1s%20Okafor", "evidence", "from", "Tomás Okafor", 2)]
    [InlineData("/failures", "failures", "kind", "recipient-inactive", 1)]
    public async Task What_a_page_is_asked_for_is_taken_out_as_CSV_and_JSON_and_that_is_in_the_trail(string address, string what, string field, string value, int rows)
    {
        await using RunningDashboard dashboard = await shared.SetAsync("busy-day.sql");
        await using BrowserPage browser = await dashboard.OpenAsAsync(Role.Admin);
        await browser.Page.GotoAsync(address);
        await browser.Page.Locator("#export summary").ClickAsync();
        await browser.Page.Locator("#why-export").FillAsync("for the auditor");
        string csv = await browser.Page.DownloadAsync("CSV");
        csv.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Length.ShouldBe(rows + 1);
        csv.Split("\r\n")[0].Split(',').ShouldContain(field);
        csv.ShouldContain(value);
        JsonElement[] json = [.. JsonDocument.Parse(await browser.Page.DownloadAsync("JSON")).RootElement.EnumerateArray()];
        json.Length.ShouldBe(rows);
        json.ShouldContain(row => row.GetProperty(field).GetString() == value);
        (await dashboard.Database.ReadAsync<string>(
            "SELECT string_agg(concat_ws(' ', actor, details ->> 'what', details ->> 'format', details ->> 'comment'), ', ' ORDER BY id) FROM offboarding.audit WHERE action = 'exported'"))
            .ShouldBe($"admin {what} csv for the auditor, admin {what} json for the auditor");
        (await dashboard.Database.ReadAsync<long>("SELECT count(*) FROM offboarding.audit WHERE action = 'exported' AND details::text LIKE '%Okafor%'")).ShouldBe(0);
        browser.Complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_failed_attempt_links_to_its_log_and_its_error_is_copied()
    {
        await using RunningDashboard dashboard = await RunningDashboard.StartAsync(servers, "busy-day.sql", ("Dashboard:LogUrl", "https://logs.example/?q={caseId}&step={step}&from={from}&to={to}"));
        await using BrowserPage browser = await dashboard.OpenAsAsync(Role.Operator);
        await browser.Page.GotoAsync($"/cases/{Seeded.Failed}");
        ILocator attempt = browser.Page.Locator("#errors-reassign-conversations .attempt").First;
        string href = (await attempt.GetByRole(AriaRole.Link, new() { Name = "Log of this attempt" }).GetAttributeAsync("href"))!;
        href.ShouldStartWith($"https://logs.example/?q={Seeded.Failed}&step=reassign-conversations&from=20");
        href.ShouldMatch("&to=20[0-9-]+T[0-9%A]+Z$");
        await Assertions.Expect(attempt.GetByRole(AriaRole.Button, new() { Name = "Copy the error" }).First).ToHaveAttributeAsync("data-copy", new System.Text.RegularExpressions.Regex("^recipient-inactive: User "));
        browser.Complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task Times_are_of_this_place_or_UTC_or_ages_and_the_browser_remembers_which()
    {
        await using RunningDashboard dashboard = await shared.SetAsync("busy-day.sql");
        await using BrowserPage browser = await dashboard.OpenAsAsync(Role.Viewer);
        await browser.Page.GotoAsync($"/cases/{Seeded.Completed}");
        ILocator time = browser.Page.Locator("#facts time").First;
        await browser.Page.Locator("#times").SelectOptionAsync("utc");
        await Assertions.Expect(time).ToHaveTextAsync(new System.Text.RegularExpressions.Regex("^20[0-9]{2}-[0-9]{2}-[0-9]{2} [0-9:]{8} UTC$"));
        await browser.Page.Locator("#times").SelectOptionAsync("age");
        await Assertions.Expect(time).ToHaveTextAsync("3 hr. ago");
        await browser.Page.GotoAsync("/leavers");
        await Assertions.Expect(browser.Page.Locator("#times")).ToHaveValueAsync("age");
        await Assertions.Expect(browser.Page.Locator("#cases time").First).ToContainTextAsync("ago");
        browser.Complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task On_a_phone_the_state_of_the_system_is_one_line_and_the_rest_is_behind_it()
    {
        await using RunningDashboard dashboard = await shared.SetAsync(Seeded.DeskDay);
        await using BrowserPage browser = await dashboard.OpenAsAsync(Role.Operator, size: new ViewportSize { Width = 390, Height = 844 });
        await browser.Page.GotoAsync("/workers");
        ILocator strip = browser.Page.Locator("#strip");
        (await strip.BoundingBoxAsync())!.Height.ShouldBeLessThan(70);
        await Assertions.Expect(strip.Locator("summary")).ToContainTextAsync("workers online");
        await strip.Locator("summary").ClickAsync();
        await Assertions.Expect(strip.Locator("details")).ToContainTextAsync("8 departures wait for approval");
        await Assertions.Expect(strip.Locator("details a[href='/approvals']")).ToBeVisibleAsync();
        browser.Complaints.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("about=Tom%C3%A1s%20Okafor", "about")]
    [InlineData("actor=ingrid.solberg@northwind.example", "actor")]
    [InlineData("actor=Ingrid%20Solberg", "actor")]
    public async Task D8_whom_an_export_of_the_audit_was_about_is_not_kept_by_name_since_that_would_outlive_their_deletion(string asked, string field)
    {
        await using RunningDashboard dashboard = await shared.SetAsync("busy-day.sql");
        await using BrowserPage browser = await dashboard.OpenAsAsync(Role.Admin);
        await browser.Page.GotoAsync($"/audit?{asked}");
        await browser.Page.Locator("#export summary").ClickAsync();
        await browser.Page.Locator("#why-export").SayWhyAsync("the auditors ask");
        await browser.Page.DownloadAsync("CSV");
        (await dashboard.Database.ReadAsync<string>("SELECT details #>> ARRAY['filter', @field] FROM offboarding.audit WHERE action = 'exported' ORDER BY id DESC LIMIT 1", ("field", field))).ShouldBe("by name");
    }
}
