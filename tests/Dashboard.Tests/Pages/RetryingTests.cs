using Microsoft.Playwright;
using Offboarding.Dashboard.Security;

namespace Offboarding.Dashboard.Tests.Pages;

/// <summary>A step whose last attempt failed and that is tried again by itself is a state of its own: counted, listed, and tried at once by who may.</summary>
public sealed class RetryingTests(SharedDashboard shared) : IClassFixture<SharedDashboard>
{
    [Fact]
    public async Task Now_counts_who_is_retrying_and_the_tile_leads_to_them()
    {
        await using RunningDashboard dashboard = await shared.SetAsync("busy-day.sql");
        // Nothing has run out of attempts: only retries are left.
        await dashboard.Database.ExecuteAsync(
            "UPDATE offboarding.steps SET status = 'retrying', next_attempt_at = now() + interval '1 min' WHERE status = 'failed'; UPDATE offboarding.cases SET state = 'handing-over' WHERE state = 'needs-attention'");
        await using BrowserPage browser = await dashboard.OpenAsAsync(Role.Operator);
        await browser.Page.GotoAsync("/");
        await Assertions.Expect(browser.Page.Locator($"#retrying-{Seeded.Failed}-reassign-conversations")).ToContainTextAsync("is not active any more");
        await Assertions.Expect(browser.Page.Locator("#strip")).ToContainTextAsync("1 case is retrying");
        ILocator tile = browser.Page.Locator("#counts li").Filter(new() { HasText = "Retrying" });
        await Assertions.Expect(tile.Locator("strong")).ToHaveTextAsync("1");
        await tile.Locator("a").ClickAsync();
        await Assertions.Expect(browser.Page.Locator("#cases tbody a.row")).ToHaveTextAsync(["Tomás Okafor"]);
        await Assertions.Expect(browser.Page.Locator("#filters [aria-current]")).ToContainTextAsync("Retrying");
        browser.Complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_overview_of_a_workspace_counts_who_is_retrying_and_the_tile_leads_to_them()
    {
        await using RunningDashboard dashboard = await shared.SetAsync("busy-day.sql");
        await using BrowserPage browser = await dashboard.OpenAsAsync(Role.Operator);
        Guid workspace = await dashboard.Database.ReadAsync<Guid>("SELECT workspace_id FROM offboarding.steps WHERE status = 'retrying' LIMIT 1");
        long cases = await dashboard.Database.ReadAsync<long>(
            "SELECT count(DISTINCT case_id) FROM offboarding.steps WHERE status = 'retrying' AND workspace_id = @workspace", ("workspace", workspace));
        await browser.Page.GotoAsync($"/workspaces/{workspace}");
        ILocator tile = browser.Page.Locator(".counts li", new() { HasText = "Retrying" });
        await Assertions.Expect(tile.Locator("strong")).ToHaveTextAsync($"{cases}");
        await tile.GetByRole(AriaRole.Link).ClickAsync();
        await Assertions.Expect(browser.Page.Locator("#cases tbody a.row")).ToHaveCountAsync((int)cases);
        browser.Complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task One_step_is_tried_at_once_from_its_case()
    {
        await using RunningDashboard dashboard = await shared.SetAsync("busy-day.sql");
        await using BrowserPage browser = await dashboard.OpenAsAsync(Role.Operator);
        await browser.Page.GotoAsync($"/cases/{Seeded.Failed}");
        ILocator step = browser.Page.Locator("#step-update-seats");
        await step.Locator("#retry-update-seats summary").ClickAsync();
        await Assertions.Expect(browser.Page.Locator("#why-update-seats")).ToBeFocusedAsync();
        // Written on the page, and not a key: "r" would open the other step's form.
        await browser.Page.Keyboard.TypeAsync("trigger is gone");
        await Assertions.Expect(browser.Page.Locator("#why-update-seats")).ToHaveValueAsync("trigger is gone");
        await step.GetByRole(AriaRole.Button, new() { Name = "Retry now", Exact = true }).ClickAsync();
        await Assertions.Expect(browser.Page.Locator("#notice-update-seats .notice")).ToContainTextAsync("Requested: retry");
        await Assertions.Expect(browser.Page.Locator("#notice-update-seats .notice")).ToBeFocusedAsync();
        (await dashboard.Database.ReadAsync<string>("SELECT convert_from(body, 'UTF8') FROM offboarding.outbox")).ShouldContain("trigger is gone");
        browser.Complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task All_of_one_kind_are_tried_at_once_and_what_fails_again_meanwhile_is_counted()
    {
        await using RunningDashboard dashboard = await shared.SetAsync("busy-day.sql");
        await using BrowserPage browser = await dashboard.OpenAsAsync(Role.Operator);
        await browser.Page.GotoAsync("/failures");
        await browser.Page.Locator("main .filters").GetByRole(AriaRole.Link, new() { Name = "Retrying" }).ClickAsync();
        await browser.Page.GetByRole(AriaRole.Link, new() { Name = "Update seats" }).ClickAsync();
        await browser.Page.GetByRole(AriaRole.Button, new() { Name = "Retry the one now…" }).ClickAsync();
        await Assertions.Expect(browser.Page.Locator("#ask-title")).ToHaveTextAsync("Retry 1 step now: update seats?");
        await browser.Page.GetByLabel("Comment").SayWhyAsync("the lock is gone");
        await browser.Page.GetByRole(AriaRole.Button, new() { Name = "Yes, start" }).ClickAsync();
        await Assertions.Expect(browser.Page.Locator("#operation-facts .badge")).ToHaveTextAsync("Running");
        // As the worker writes it: sent with two attempts behind it, and then the third failed.
        await dashboard.Database.ExecuteAsync(
            """
            UPDATE offboarding.operation_items SET outcome = 'sent', sent_at = now(), attempts = 2 WHERE step = 'update-seats' AND outcome = 'waiting';
            UPDATE offboarding.steps SET attempts = 3 WHERE name = 'update-seats' AND status = 'retrying'
            """);
        await Assertions.Expect(browser.Page.Locator("#operation-facts")).ToContainTextAsync("Failing again");
        await Assertions.Expect(browser.Page.Locator("#operation-facts .badge")).ToHaveTextAsync("Running, some are failing again");
        await Assertions.Expect(browser.Page.Locator("#operation-items")).ToContainTextAsync("canceling statement due to lock timeout");
        browser.Complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_bulk_retry_in_which_nothing_is_possible_waits_for_nobody()
    {
        await using RunningDashboard dashboard = await shared.SetAsync("busy-day.sql");
        await using BrowserPage browser = await dashboard.OpenAsAsync(Role.Operator);
        await browser.Page.GotoAsync("/leavers?state=completed&workspace=Northwind%20Support");
        await browser.Page.Locator("#bulk-act").SelectOptionAsync("Retry failed steps");
        await browser.Page.GetByRole(AriaRole.Button, new() { Name = "that match…" }).ClickAsync();
        await Assertions.Expect(browser.Page.Locator("main")).ToContainTextAsync("There is nothing to do");
        await Assertions.Expect(browser.Page.Locator("#operation-facts .badge")).ToHaveTextAsync("Nothing to do");
        await browser.Page.GotoAsync("/operations");
        await Assertions.Expect(browser.Page.Locator("main")).Not.ToContainTextAsync("Awaiting confirmation");
    }
}
