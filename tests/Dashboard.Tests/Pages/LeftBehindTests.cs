using System.Text.Json;
using Microsoft.Playwright;
using Offboarding.Dashboard.Security;

namespace Offboarding.Dashboard.Tests.Pages;

/// <summary>D11: what is stuck with people who are gone.</summary>
public sealed class LeftBehindTests(SharedDashboard shared) : IClassFixture<SharedDashboard>
{
    [Fact]
    public async Task D11_work_of_people_who_are_gone_is_found_by_kind_and_handed_over()
    {
        await using RunningDashboard dashboard = await shared.SetAsync(Seeded.DeskDay);
        await using BrowserPage browser = await dashboard.OpenAsAsync(Role.Operator, scripts: false);
        await browser.Page.GotoAsync("/left-behind");
        ILocator row = browser.Page.Locator("#left-behind tbody tr").Filter(new() { HasText = "Hanna Virtanen" });
        await Assertions.Expect(row.Locator("td.number")).ToHaveTextAsync(["12", "0", "0", "7", "19"]);
        await row.GetByRole(AriaRole.Link, new() { Name = "Hand over" }).ClickAsync();
        await Assertions.Expect(browser.Page.Locator("h1")).ToHaveTextAsync("Hand over the work of Hanna Virtanen");

        await browser.Page.Locator("#strategy-all").SelectOptionAsync("keep");
        await browser.Page.GetByRole(AriaRole.Button, new() { Name = "Hand over" }).ClickAsync();
        await Assertions.Expect(browser.Page.Locator("#plan-wrong")).ToContainTextAsync("Choose who gets at least one kind of work.");
        await Assertions.Expect(browser.Page.Locator("#why-wrong")).ToContainTextAsync("Enter a comment for the audit trail");
        (await dashboard.Database.ReadAsync<long>("SELECT count(*) FROM offboarding.outbox")).ShouldBe(0);

        await browser.Page.Locator("#strategy-tasks").SelectOptionAsync("unassigned");
        await browser.Page.Locator("#why-new").SayWhyAsync("left since spring");
        await browser.Page.GetByRole(AriaRole.Button, new() { Name = "Hand over" }).ClickAsync();
        await Assertions.Expect(browser.Page.Locator("#outcome")).ToContainTextAsync("Sent; no worker has answered yet", new() { Timeout = 20_000 });
        JsonElement body = JsonDocument.Parse(await dashboard.Database.ReadAsync<string>("SELECT convert_from(body, 'UTF8') FROM offboarding.outbox WHERE exchange = 'offboarding.reassign-work'")).RootElement;
        body.GetProperty("userId").GetGuid().ShouldBe(Seeded.Hanna);
        body.GetProperty("handover").GetProperty("tasks").GetProperty("strategy").GetString().ShouldBe("unassigned");
        body.GetProperty("handover").GetProperty("conversations").ValueKind.ShouldBe(JsonValueKind.Null);
        browser.Complaints.Where(static text => !text.Contains("400", StringComparison.Ordinal)).ShouldBeEmpty();
    }

    [Fact]
    public async Task D11_each_page_looks_at_a_limited_number_of_people_and_says_so()
    {
        await using RunningDashboard dashboard = await shared.SetAsync(Seeded.DeskDay);
        await dashboard.Database.ExecuteAsync(
            """
            INSERT INTO workspace.users (workspace_id, id, name, email, status, sign_in_closed_at)
            SELECT @workspace, ('00000000-0000-4000-8000-' || lpad(n::text, 12, '0'))::uuid, 'Former ' || n, 'former' || n || '@northwind.example', 'inactive', now()
            FROM generate_series(1, 2500) n
            """,
            ("workspace", Seeded.Northwind));
        await using BrowserPage browser = await dashboard.OpenAsAsync(Role.Viewer, scripts: false);
        await browser.Page.GotoAsync("/left-behind");
        await Assertions.Expect(browser.Page.Locator("main")).ToContainTextAsync("None so far");
        await browser.Page.GetByRole(AriaRole.Link, new() { Name = "Check the next 2,000" }).ClickAsync();
        await Assertions.Expect(browser.Page.Locator("#left-behind tbody")).ToContainTextAsync("H. V.");
        await Assertions.Expect(browser.Page.GetByRole(AriaRole.Link, new() { Name = "Check the next" })).ToHaveCountAsync(0);
    }
}
