using System.Net;
using Microsoft.Playwright;
using Offboarding.Dashboard.Security;

namespace Offboarding.Dashboard.Tests.Pages;

/// <summary>F6: one overview of a message with many people.</summary>
public sealed class LeaverListTests(SharedDashboard shared) : IClassFixture<SharedDashboard>
{
    [Fact]
    public async Task F6_a_list_says_how_far_it_is_and_what_became_of_each_line()
    {
        await using RunningDashboard dashboard = await shared.SetAsync(Seeded.DeskDay);
        await using BrowserPage browser = await dashboard.OpenAsAsync(Role.Operator);
        await browser.Page.GotoAsync("/lists");
        ILocator rows = browser.Page.Locator("#lists tbody tr");
        await Assertions.Expect(rows.First).ToContainTextAsync("Awaiting approval");
        await Assertions.Expect(rows.Last).ToContainTextAsync("4 / 6 people");
        await rows.Last.Locator("a").ClickAsync();

        await Assertions.Expect(browser.Page.Locator("#list-facts")).ToContainTextAsync("6 people of Northwind Support");
        ILocator lines = browser.Page.Locator("#list-lines tbody tr");
        await Assertions.Expect(lines).ToHaveCountAsync(6);
        await browser.Page.GetByRole(AriaRole.Link, new() { Name = "Refused 3" }).ClickAsync();
        await Assertions.Expect(lines).ToHaveCountAsync(3);
        await Assertions.Expect(lines.First).ToContainTextAsync("Ingrid Solberg");
        await Assertions.Expect(lines.First).ToContainTextAsync("What to do: Make another active user an owner first.");
        await Assertions.Expect(lines.Nth(1)).ToContainTextAsync("userId is missing");
        await Assertions.Expect(lines.Last).ToContainTextAsync("The operation has timed out.");

        await browser.Page.GotoAsync($"/lists/{Seeded.Northwind}/{Seeded.List}?state=running");
        await Assertions.Expect(lines).ToHaveCountAsync(1);
        await dashboard.Database.ExecuteAsync("UPDATE offboarding.cases SET state = 'completed', completed_at = now() WHERE id = @id", ("id", Seeded.Running));
        await Assertions.Expect(lines).ToHaveCountAsync(0);
        await Assertions.Expect(browser.Page.Locator("#list-facts")).ToContainTextAsync("5 of 6 finished");
        await browser.Page.GotoAsync($"/lists/{Seeded.Northwind}/{Seeded.List}?state=needs-attention");
        await lines.Locator("a").ClickAsync();
        await Assertions.Expect(browser.Page.Locator("h1")).ToHaveTextAsync("Tomás Okafor");
        browser.Complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task F6_a_list_that_was_just_sent_is_on_its_way_and_appears_by_itself()
    {
        await using RunningDashboard dashboard = await shared.SetAsync("busy-day.sql");
        using HttpClient client = dashboard.Client(Role.Viewer);
        string address = $"/lists/{Seeded.Northwind}/{Seeded.List}";
        using (HttpResponseMessage unknown = await client.GetAsync(address, TestContext.Current.CancellationToken))
        {
            unknown.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        }

        await dashboard.Database.ExecuteAsync(
            "INSERT INTO offboarding.audit (workspace_id, actor, action, operation_id, details) VALUES (@workspace, 'operator', 'command-sent', @request, jsonb_build_object('comment', 'The contract ends'))",
            ("workspace", Seeded.Northwind), ("request", Seeded.List));
        await using BrowserPage browser = await dashboard.OpenAsAsync(Role.Viewer);
        await browser.Page.GotoAsync(address);
        await Assertions.Expect(browser.Page.Locator("h1")).ToHaveTextAsync("List queued");
        await Assertions.Expect(browser.Page.Locator("#age")).ToContainTextAsync("live ·");
        await dashboard.Database.ExecuteAsync(Sql.Read("desk-day.sql"));
        await Assertions.Expect(browser.Page.Locator("#list-facts")).ToContainTextAsync("6 people of Northwind Support");
        await Assertions.Expect(browser.Page.Locator("#list-facts")).ToContainTextAsync("Comment: •••");
        await Assertions.Expect(browser.Page.Locator("#list-lines tbody tr")).ToHaveCountAsync(6);
        browser.Complaints.ShouldBeEmpty();

        // Who may see personal data sees why it was sent.
        using HttpClient operators = dashboard.Client(Role.Operator);
        (await operators.GetStringAsync(address, TestContext.Current.CancellationToken)).ShouldContain("Comment: The contract ends");
    }

    [Fact]
    public async Task F6_ten_thousand_lines_are_shown_page_by_page()
    {
        await using RunningDashboard dashboard = await shared.SetAsync(Seeded.DeskDay);
        await dashboard.Database.ExecuteAsync(
            """
            INSERT INTO offboarding.list_lines (workspace_id, list_id, position, request_id, line)
            SELECT workspace_id, id, n, gen_random_uuid(), '{}' FROM offboarding.lists, generate_series(6, 9999) n WHERE request_id = @request;
            UPDATE offboarding.lists SET people = 10000, answered_at = NULL WHERE request_id = @request
            """,
            ("request", Seeded.List));
        await using BrowserPage browser = await dashboard.OpenAsAsync(Role.Viewer, scripts: false);
        await browser.Page.GotoAsync($"/lists/{Seeded.Northwind}/{Seeded.List}?state=waiting&after=9899");
        ILocator lines = browser.Page.Locator("#list-lines tbody tr");
        await Assertions.Expect(lines.First).ToContainTextAsync("9,901");
        await browser.Page.GetByRole(AriaRole.Link, new() { Name = "Next" }).ClickAsync();
        await Assertions.Expect(lines.Last).ToContainTextAsync("10,000");
        await Assertions.Expect(browser.Page.GetByRole(AriaRole.Link, new() { Name = "Next" })).ToHaveCountAsync(0);
        await browser.Page.GetByRole(AriaRole.Link, new() { Name = "From the beginning" }).ClickAsync();
        await Assertions.Expect(lines.First).ToContainTextAsync("7");
    }
}
