using System.Text.Json;
using Microsoft.Playwright;
using Offboarding.Dashboard.Security;

namespace Offboarding.Dashboard.Tests.Pages;

public sealed class SeatsTests(SharedDashboard shared) : IClassFixture<SharedDashboard>
{
    private const string Northwind = "/seats/a0000000-0000-4000-8000-000000000001";

    [Fact]
    public async Task Each_workspace_says_its_limit_what_is_used_and_what_is_free()
    {
        await using RunningDashboard dashboard = await shared.SetAsync("busy-day.sql");
        await using BrowserPage browser = await dashboard.OpenAsAsync(Role.Viewer);
        await browser.Page.GotoAsync("/seats");
        await Assertions.Expect(browser.Page.Locator("tbody tr").First).ToContainTextAsync("Contoso Care");
        await Assertions.Expect(browser.Page.Locator("tbody tr").Nth(1).Locator("td.number")).ToHaveTextAsync(["5", "40", "35"]);
        await browser.Page.GetByRole(AriaRole.Link, new() { Name = "Northwind Support" }).ClickAsync();
        await Assertions.Expect(browser.Page.Locator("#seat-holders li")).ToHaveCountAsync(5);
        await Assertions.Expect(browser.Page.Locator("#seat-holders")).ToContainTextAsync("A. M.");
        await Assertions.Expect(browser.Page.Locator("details.confirm")).ToHaveCountAsync(0);
        browser.Complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_limit_is_changed_with_who_and_why_and_not_below_what_is_in_use()
    {
        await using RunningDashboard dashboard = await shared.SetAsync("busy-day.sql");
        await using BrowserPage browser = await dashboard.OpenAsAsync(Role.Operator, scripts: false);
        await browser.Page.GotoAsync(Northwind);
        await ChangeAsync(browser.Page, "30");
        await Assertions.Expect(browser.Page.Locator("#notice-seats")).ToContainTextAsync("Requested: change the limit");
        JsonElement body = JsonDocument.Parse(await dashboard.Database.ReadAsync<string>("SELECT convert_from(body, 'UTF8') FROM offboarding.outbox")).RootElement;
        (body.GetProperty("seatLimit").GetInt32(), body.GetProperty("reason").GetString()).ShouldBe((30, "fewer people"));
        (await dashboard.Database.ReadAsync<string>("SELECT actor || ' ' || (details ->> 'comment') FROM offboarding.audit WHERE operation_id = @id",
            ("id", body.GetProperty("requestId").GetGuid()))).ShouldBe("operator fewer people");
    }

    [Fact]
    public async Task A_limit_that_somebody_else_changed_meanwhile_is_not_changed_again_unseen()
    {
        await using RunningDashboard dashboard = await shared.SetAsync("busy-day.sql");
        await using BrowserPage browser = await dashboard.OpenAsAsync(Role.Operator);
        await browser.Page.GotoAsync(Northwind);
        await dashboard.Database.ExecuteAsync(
            """
            UPDATE workspace.workspaces SET seat_limit = 45 WHERE name = 'Northwind Support';
            INSERT INTO offboarding.seat_changes (workspace_id, change, from_count, to_count, changed_by, reason, request_id)
            VALUES ('a0000000-0000-4000-8000-000000000001', 'limit', 40, 45, 'b0000000-0000-4000-8000-000000000001', 'we grow', gen_random_uuid())
            """);
        await Assertions.Expect(browser.Page.Locator("#seat-figures")).ToContainTextAsync("45");
        await Assertions.Expect(browser.Page.Locator("#seat-ledger")).ToContainTextAsync("40 → 45 · by Ingrid Solberg · we grow");
        await ChangeAsync(browser.Page, "30");
        await Assertions.Expect(browser.Page.Locator("#notice-seats")).ToContainTextAsync("Already changed by Ingrid Solberg");
        (await dashboard.Database.ReadAsync<long>("SELECT count(*) FROM offboarding.outbox")).ShouldBe(0);
    }

    private static async Task ChangeAsync(IPage page, string limit)
    {
        await page.Locator("#limit summary").ClickAsync();
        await page.Locator("#seat-limit").FillAsync(limit);
        await page.Locator("#limit [name=comment]").SayWhyAsync("fewer people");
        await page.Locator("#limit button").ClickAsync();
    }
}
