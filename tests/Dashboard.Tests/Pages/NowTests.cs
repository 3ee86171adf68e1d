using Microsoft.Playwright;
using Offboarding.Dashboard.Security;

namespace Offboarding.Dashboard.Tests.Pages;

public sealed class NowTests(SharedDashboard shared) : IClassFixture<SharedDashboard>
{
    [Fact]
    public async Task It_counts_by_state_with_the_oldest_and_leads_to_the_list()
    {
        await using RunningDashboard dashboard = await shared.SetAsync("busy-day.sql");
        await using BrowserPage browser = await dashboard.OpenAsAsync(Role.Operator);
        await browser.Page.GotoAsync("/");
        ILocator attention = browser.Page.Locator("#counts li").Filter(new() { HasText = "Needs attention" });
        await Assertions.Expect(attention.Locator("strong")).ToHaveTextAsync("1");
        await Assertions.Expect(attention).ToContainTextAsync("oldest 26 min");
        await Assertions.Expect(browser.Page.Locator("#counts li").Filter(new() { HasText = "Paused" })).ToContainTextAsync("none");
        await attention.Locator("a").ClickAsync();
        await Assertions.Expect(browser.Page.Locator("#cases tbody tr")).ToHaveCountAsync(1);
        browser.Complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task What_failed_stands_still_or_is_not_locked_out_in_time_is_on_one_list_which_moves_by_itself()
    {
        await using RunningDashboard dashboard = await shared.SetAsync("busy-day.sql");
        await using BrowserPage browser = await dashboard.OpenAsAsync(Role.Operator);
        await browser.Page.GotoAsync("/");
        await Assertions.Expect(browser.Page.Locator($"#failed-{Seeded.Failed}-reassign-conversations")).ToContainTextAsync("Tomás Okafor");
        await Assertions.Expect(browser.Page.Locator($"#failed-{Seeded.Failed}-reassign-conversations")).ToContainTextAsync("is not active any more");

        await dashboard.Database.ExecuteAsync(
            "UPDATE offboarding.steps SET progress_at = now() - interval '10 min' WHERE case_id = @case AND status = 'running'", ("case", Seeded.Running));
        await dashboard.Database.ExecuteAsync("UPDATE offboarding.cases SET requested_at = now() - interval '1 min', due_at = now() - interval '1 min' WHERE state = 'signing-out'");
        await Assertions.Expect(browser.Page.Locator($"#standing-still-{Seeded.Running}")).ToContainTextAsync("Stalled");
        await Assertions.Expect(browser.Page.Locator("#attention li").First).ToContainTextAsync("Not locked out yet");
        await Assertions.Expect(browser.Page.Locator("#attention li").First).ToContainTextAsync("Aleksandra Wojciechowska-Brzezińska");

        await dashboard.Database.ExecuteAsync("UPDATE offboarding.cases SET state = 'paused' WHERE state IN ('handing-over', 'signing-out', 'needs-attention')");
        await Assertions.Expect(browser.Page.Locator("#attention")).ToContainTextAsync("refused, and neither replayed nor discarded");
        await dashboard.Database.ExecuteAsync("UPDATE offboarding.refusals SET replayed_at = now(); UPDATE offboarding.parked_messages SET replayed_at = now() WHERE discarded_at IS NULL");
        await Assertions.Expect(browser.Page.Locator("#attention")).ToContainTextAsync("No failures, no retries");
        browser.Complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task Lockout_latency_is_measured_against_the_target()
    {
        await using RunningDashboard dashboard = await shared.SetAsync("busy-day.sql");
        await using BrowserPage browser = await dashboard.OpenAsAsync(Role.Viewer);
        await browser.Page.GotoAsync("/");
        ILocator figures = browser.Page.Locator("#lockout dd");
        await Assertions.Expect(figures).ToHaveTextAsync(["410 ms", "1.1 s", "1.2 s"]);
        await Assertions.Expect(browser.Page.Locator("#lockout")).ToContainTextAsync("All 3 people within the target of 5.0 s");
        await dashboard.Database.ExecuteAsync("UPDATE offboarding.cases SET sessions_ended_at = requested_at + interval '8 s' WHERE id = @id", ("id", Seeded.Failed));
        await Assertions.Expect(browser.Page.Locator("#lockout")).ToContainTextAsync("1 of 3 people took longer");
        await dashboard.Database.ExecuteAsync("UPDATE offboarding.cases SET sessions_ended_at = NULL WHERE id = @id", ("id", Seeded.Failed));
        await Assertions.Expect(browser.Page.Locator("#lockout")).ToContainTextAsync("Both people within the target of 5.0 s");
    }

    [Fact]
    public async Task The_graph_is_a_table_without_scripts_and_both_say_the_same()
    {
        await using RunningDashboard dashboard = await shared.SetAsync("busy-day.sql");
        await dashboard.Database.ExecuteAsync("UPDATE offboarding.cases SET completed_at = now() - interval '1 min' WHERE id = @id", ("id", Seeded.Completed));
        await using BrowserPage plain = await dashboard.OpenAsAsync(Role.Viewer, scripts: false);
        await plain.Page.GotoAsync("/");
        await Assertions.Expect(plain.Page.Locator("#bars")).ToContainTextAsync("1 case finished and 2 attempts failed in the last 10 minutes");
        await plain.Page.Locator("#bars-table summary").ClickAsync();
        await Assertions.Expect(plain.Page.Locator("#bars-table tbody tr")).ToHaveCountAsync(30);
        await Assertions.Expect(plain.Page.Locator("#bars-table tr[data-finished='1']")).ToHaveCountAsync(1);

        await using BrowserPage browser = await dashboard.OpenAsAsync(Role.Viewer);
        await browser.Page.GotoAsync("/?window=1h");
        await Assertions.Expect(browser.Page.Locator("#graph canvas")).ToBeVisibleAsync();
        await Assertions.Expect(browser.Page.Locator("#bars")).ToContainTextAsync("1 case finished and 5 attempts failed in the last hour");
        browser.Complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task Queues_and_the_oldest_message_of_the_outbox_are_shown_as_the_worker_saw_them()
    {
        await using RunningDashboard dashboard = await shared.SetAsync("busy-day.sql");
        await dashboard.Database.ExecuteAsync(
            """
            INSERT INTO offboarding.queues (name, ready, consumers) VALUES ('offboarding.run-step', 1234, 2), ('offboarding.saga', 0, 1), ('offboarding.retry-step', 0, 1);
            INSERT INTO offboarding.outbox (exchange, body, created_at) VALUES ('x', '', now() - interval '5 min')
            """);
        await using BrowserPage browser = await dashboard.OpenAsAsync(Role.Viewer);
        await browser.Page.GotoAsync("/");
        ILocator system = browser.Page.Locator("#system");
        await Assertions.Expect(system).ToContainTextAsync("offboarding.run-step 1,234");
        await Assertions.Expect(system).ToContainTextAsync("1, oldest 5 min");
        await Assertions.Expect(system).ToContainTextAsync("1 other queue empty");
    }

    [Fact]
    public async Task When_nobody_is_leaving_it_says_who_was_the_last()
    {
        await using RunningDashboard dashboard = await shared.SetAsync("busy-day.sql");
        await dashboard.Database.ExecuteAsync(
            """
            UPDATE offboarding.cases SET state = 'cancelled' WHERE state NOT IN ('completed', 'scheduled');
            UPDATE offboarding.refusals SET replayed_at = now();
            UPDATE offboarding.parked_messages SET replayed_at = now() WHERE discarded_at IS NULL
            """);
        await using BrowserPage browser = await dashboard.OpenAsAsync(Role.Operator);
        await browser.Page.GotoAsync("/");
        await Assertions.Expect(browser.Page.Locator("#attention")).ToContainTextAsync("Nobody is leaving right now. Last was Priya Raman of Northwind Support");
        await Assertions.Expect(browser.Page.Locator("#attention")).ToContainTextAsync("locked out after 380 ms");
    }

    [Theory]
    [InlineData("/?q=lindq", "/leavers?q=lindq")]
    [InlineData("/?state=completed", "/leavers?state=completed")]
    public async Task Addresses_from_when_the_list_was_the_front_page_still_lead_to_it(string old, string now)
    {
        await using RunningDashboard dashboard = await shared.SetAsync();
        using HttpClient client = dashboard.Client(Role.Viewer);
        using HttpResponseMessage response = await client.GetAsync(old, TestContext.Current.CancellationToken);
        ((int)response.StatusCode).ShouldBe(301);
        response.Headers.Location!.ToString().ShouldBe(now);
    }

    [Fact]
    public async Task Equal_failures_are_one_row_that_leads_to_their_group()
    {
        await using RunningDashboard dashboard = await shared.SetAsync("busy-day.sql");
        await dashboard.Database.ExecuteAsync(
            """
            UPDATE offboarding.cases SET state = 'needs-attention', completed_at = NULL WHERE workspace_id = @workspace;
            UPDATE offboarding.steps SET status = 'failed', last_error = '53100: no space left on device' WHERE workspace_id = @workspace AND name = 'sign-out-sessions'
            """,
            ("workspace", Seeded.Contoso));
        await using BrowserPage browser = await dashboard.OpenAsAsync(Role.Operator);
        await browser.Page.GotoAsync("/");
        ILocator group = browser.Page.Locator("#attention li").Filter(new() { HasText = "failures: sign out sessions" });
        await Assertions.Expect(group).ToHaveCountAsync(1);
        await Assertions.Expect(group).ToContainTextAsync("60 failures: sign out sessions");
        await group.Locator("a.row").ClickAsync();
        await Assertions.Expect(browser.Page.GetByRole(AriaRole.Button, new() { Name = "Retry all 60…" })).ToBeVisibleAsync();
        await browser.Page.GoBackAsync();
        await group.Locator("a:not(.row)").ClickAsync();
        await Assertions.Expect(browser.Page.Locator("#step-sign-out-sessions")).ToContainTextAsync("no space left on device");
        browser.Complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task How_many_need_somebody_is_in_the_title_the_icon_and_the_navigation_and_moves()
    {
        await using RunningDashboard dashboard = await shared.SetAsync("busy-day.sql");
        await using BrowserPage browser = await dashboard.OpenAsAsync(Role.Operator);
        await browser.Page.GotoAsync("/people");
        // One case, two refused requests, two messages that could not be read.
        await Assertions.Expect(browser.Page).ToHaveTitleAsync("(5) People · Offboarding");
        await Assertions.Expect(browser.Page.Locator("[data-count-of=failures]")).ToHaveTextAsync("1 need attention");
        await Assertions.Expect(browser.Page.Locator("[data-count-of=messages]")).ToHaveTextAsync("4 wait");
        await dashboard.Database.ExecuteAsync(
            """
            UPDATE offboarding.cases SET state = 'paused' WHERE state = 'needs-attention';
            UPDATE offboarding.refusals SET replayed_at = now();
            UPDATE offboarding.parked_messages SET replayed_at = now() WHERE discarded_at IS NULL
            """);
        await Assertions.Expect(browser.Page).ToHaveTitleAsync("People · Offboarding");
        await Assertions.Expect(browser.Page.Locator("[data-count-of=failures]")).ToBeHiddenAsync();
        await Assertions.Expect(browser.Page.Locator("#icon")).ToHaveAttributeAsync("href", new System.Text.RegularExpressions.Regex("icon[^-]*svg"));
        browser.Complaints.ShouldBeEmpty();
    }
}
