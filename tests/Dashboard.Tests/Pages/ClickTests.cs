using Microsoft.Playwright;
using Offboarding.Dashboard.Security;

namespace Offboarding.Dashboard.Tests.Pages;

/// <summary>How many clicks the tasks of everyday take, from the first page on. Choosing from a list counts as one; typing does not count.</summary>
public sealed class ClickTests(TestServers servers)
{
    private static readonly (string Task, int Most, Func<RunningDashboard, IPage, Clicks, Task> Work)[] Tasks =
    [
        ("find a failure", 1, async (_, page, clicks) =>
        {
            await clicks.OnAsync(page.Locator("#attention a[href^='/cases/']").Filter(new() { HasText = "Tomás Okafor" }).First);
            await Assertions.Expect(page.Locator("main")).ToContainTextAsync("recipient-inactive");
        }),
        ("retry the one that is open", 2, async (_, page, clicks) =>
        {
            await page.GotoAsync($"/cases/{Seeded.Failed}");
            await clicks.OnAsync(page.Locator("#retry-reassign-conversations summary"));
            await clicks.OnAsync(page.Locator("#retry-reassign-conversations button"));
            await Assertions.Expect(page.Locator("#notice-reassign-conversations")).ToContainTextAsync("Requested: retry");
        }),
        ("retry all of a kind", 4, async (_, page, clicks) =>
        {
            await clicks.OnAsync(page.GetByRole(AriaRole.Link, new() { Name = "Failures" }).First);
            await clicks.OnAsync(page.GetByRole(AriaRole.Link, new() { Name = "Reassign conversations" }).First);
            await clicks.OnAsync(page.GetByRole(AriaRole.Button, new() { NameRegex = new("^Retry (all|both|the one)") }));
            await page.GetByLabel("Comment").FillAsync("the recipient is back");
            await clicks.OnAsync(page.GetByRole(AriaRole.Button, new() { Name = "Yes, start" }));
            await Assertions.Expect(page.Locator("#operation-facts .badge")).ToHaveTextAsync("Running");
        }),
        ("start a departure after a preview", 6, async (dashboard, page, clicks) =>
        {
            await clicks.OnAsync(page.GetByRole(AriaRole.Link, new() { Name = "New", Exact = true }));
            await page.Locator("#search").PressSequentiallyAsync("jonas");
            await clicks.OnAsync(page.Locator("#people a.row"));
            await clicks.OnAsync(page.Locator("[name='all.to']").First);
            await clicks.ChooseAsync(page.Locator("#asker"));
            long before = await dashboard.Database.ReadAsync<long>("SELECT count(*) FROM offboarding.outbox");
            await clicks.OnAsync(page.GetByRole(AriaRole.Button, new() { Name = "Preview" }));
            await Eventually.TrueAsync(async () => await dashboard.Database.ReadAsync<long>("SELECT count(*) FROM offboarding.outbox") > before, "the preview to be asked for", cancellationToken: TestContext.Current.CancellationToken);
            await dashboard.Database.ExecuteAsync(
                """
                INSERT INTO offboarding.previews (id, workspace_id, user_id, request_id, requested_by, fingerprint, answer)
                SELECT gen_random_uuid(), p.workspace_id, p.user_id, (SELECT (convert_from(o.body, 'UTF8')::jsonb ->> 'requestId')::uuid FROM offboarding.outbox o ORDER BY o.id DESC LIMIT 1),
                       p.requested_by, p.fingerprint, p.answer FROM offboarding.previews p WHERE p.id = @like
                """,
                ("like", Seeded.Preview));
            await Assertions.Expect(page.Locator("#outcome")).ToContainTextAsync("If Jonas Weber left like this");
            await page.Locator("#why-new").FillAsync("HR ticket 4711");
            await clicks.OnAsync(page.GetByRole(AriaRole.Button, new() { Name = "Start or schedule" }));
            await Assertions.Expect(page.Locator("#outcome")).ToContainTextAsync("Sent; no worker has answered yet", new() { Timeout = 20_000 });
        }),
        ("bring somebody back with their work", 4, async (_, page, clicks) =>
        {
            await page.Locator("#find-all").FillAsync($"{Seeded.Hanna}");
            await page.Locator("#find-all").PressAsync("Enter");
            await clicks.OnAsync(page.Locator("#reactivate summary"));
            await clicks.OnAsync(page.Locator("#reactivate [name=giveBackWork]"));
            await clicks.ChooseAsync(page.Locator("#reactivate select[name=asker]"));
            await page.Locator("#reactivate [name=comment]").FillAsync("back from leave");
            await clicks.OnAsync(page.Locator("#reactivate button"));
            await Assertions.Expect(page.Locator("#notice-person")).ToContainTextAsync("Requested: reactivate.");
        }),
    ];

    [Fact]
    public async Task The_tasks_of_everyday_take_few_clicks()
    {
        await using RunningDashboard dashboard = await RunningDashboard.StartAsync(servers, Seeded.DeskDay);
        await dashboard.Database.ExecuteAsync(
            "INSERT INTO workspace.contacts (workspace_id, assignee_id, name) SELECT @workspace, @user, 'Contact ' || n FROM generate_series(1, 9) n", ("workspace", Seeded.Northwind), ("user", Seeded.Jonas));
        await using BrowserPage browser = await dashboard.OpenAsAsync(Role.Operator);
        foreach ((string task, int most, Func<RunningDashboard, IPage, Clicks, Task> work) in Tasks)
        {
            await browser.Page.GotoAsync("/");
            var clicks = new Clicks();
            await work(dashboard, browser.Page, clicks);
            clicks.Count.ShouldBeLessThanOrEqualTo(most, task);
        }

        browser.Complaints.ShouldBeEmpty();
    }

    private sealed class Clicks
    {
        public int Count { get; private set; }

        public async Task OnAsync(ILocator place)
        {
            Count++;
            await place.ClickAsync();
        }

        /// <summary>The first of a list, where nothing is chosen yet.</summary>
        public async Task ChooseAsync(ILocator list)
        {
            if (await list.CountAsync() > 0 && (await list.InputValueAsync()).Length == 0)
            {
                Count++;
                await list.SelectOptionAsync(new SelectOptionValue { Index = 1 });
            }
        }
    }
}
