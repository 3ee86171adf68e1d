using System.Text.Json;
using Microsoft.Playwright;
using Offboarding.Dashboard.Security;
using Offboarding.Dashboard.Tests.Support;

namespace Offboarding.Dashboard.Tests.Pages;

public sealed class ScheduledTests(TestServers servers)
{
    [Fact]
    public async Task Last_days_returns_deletions_and_retries_are_shown_the_soonest_first()
    {
        await using RunningDashboard dashboard = await RunningDashboard.StartAsync(servers, "busy-day.sql");
        await using BrowserPage browser = await dashboard.OpenAsAsync(Role.Operator);
        await browser.Page.GotoAsync("/scheduled");
        await Assertions.Expect(browser.Page.Locator("#last-days")).ToContainTextAsync("Jonas Weber");
        await Assertions.Expect(browser.Page.Locator("#returns")).ToContainTextAsync("Nobody is expected back on a day.");
        await Assertions.Expect(browser.Page.Locator("#deletions")).ToContainTextAsync("Nobody is to be deleted for ever on a day.");
        await Assertions.Expect(browser.Page.Locator("#retries")).ToContainTextAsync("Update seats · after 2 attempts");
        await dashboard.Database.ExecuteAsync("UPDATE offboarding.cases SET state = 'cancelled' WHERE state = 'scheduled'");
        await Assertions.Expect(browser.Page.Locator("#last-days")).ToContainTextAsync("Nobody's departure is scheduled.");
        browser.Complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_return_says_what_holds_it_up_and_can_be_moved()
    {
        await using RunningDashboard dashboard = await RunningDashboard.StartAsync(servers, "busy-day.sql");
        await dashboard.Database.ExecuteAsync(
            """
            INSERT INTO offboarding.returns (workspace_id, case_id, user_id, return_at, set_by, set_by_request, status, held_code, held_text, held_help, held_up_at)
            SELECT workspace_id, id, user_id, now() - interval '1 h', requested_by, request_id, 'held-up', 'no-free-seat', 'No seat is free.', 'Raise the limit.', now()
            FROM offboarding.cases WHERE id = @case
            """,
            ("case", Seeded.Completed));
        await using BrowserPage browser = await dashboard.OpenAsAsync(Role.Operator);
        await browser.Page.GotoAsync("/scheduled");
        ILocator row = browser.Page.Locator($"#return-{Seeded.Completed}");
        await Assertions.Expect(row).ToContainTextAsync("Held up. No seat is free. Raise the limit.");
        await row.Locator($"#set-return-{Seeded.Completed} summary").ClickAsync();
        await row.Locator("[name=lastDate]").FillAsync("2027-01-15");
        await row.Locator("[name=giveBackWork]").CheckAsync();
        await row.Locator($"#set-return-{Seeded.Completed} [name=comment]").FillAsync("a seat is free then");
        await row.Locator($"#set-return-{Seeded.Completed} button").ClickAsync();
        await Assertions.Expect(row.Locator(".notices")).ToContainTextAsync("Asked to set the return");
        JsonElement body = JsonDocument.Parse(await dashboard.Database.ReadAsync<string>("SELECT convert_from(body, 'UTF8') FROM offboarding.outbox")).RootElement;
        (body.GetProperty("returnDate").GetString(), body.GetProperty("timeZone").GetString(), body.GetProperty("giveBackWork").GetBoolean())
            .ShouldBe(("2027-01-15", "Europe/Vienna", true));
        browser.Complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_viewer_sees_the_days_and_no_button()
    {
        await using RunningDashboard dashboard = await RunningDashboard.StartAsync(servers, "busy-day.sql");
        await using BrowserPage browser = await dashboard.OpenAsAsync(Role.Viewer);
        await browser.Page.GotoAsync("/scheduled");
        await Assertions.Expect(browser.Page.Locator("#last-days")).ToContainTextAsync("J. W.");
        await Assertions.Expect(browser.Page.Locator("details.confirm")).ToHaveCountAsync(0);
    }
}
