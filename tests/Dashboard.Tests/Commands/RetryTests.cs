using System.Text.Json;
using Microsoft.Playwright;

namespace Offboarding.Dashboard.Tests.Commands;

public sealed class RetryTests(SharedDashboard shared) : IClassFixture<SharedDashboard>
{
    private const string Outbox = """
        SELECT coalesce(jsonb_agg(jsonb_build_object('exchange', o.exchange, 'body', convert_from(o.body, 'UTF8')::jsonb) ORDER BY o.id), '[]')::text
        FROM offboarding.outbox o
        """;

    [Fact]
    public async Task The_button_sends_exactly_one_command_with_who_asks_and_why()
    {
        await using RunningDashboard dashboard = await shared.SetAsync("busy-day.sql");
        await using BrowserPage browser = await dashboard.SignInAsync();
        await browser.Page.GotoAsync($"/cases/{Seeded.Failed}");
        await RetryAsync(browser.Page, "Wei Zhang is active again");

        ILocator notice = browser.Page.Locator("#notice-reassign-conversations");
        await Assertions.Expect(notice).ToContainTextAsync("Requested: retry “Reassign conversations”");
        await Assertions.Expect(browser.Page.Locator("#retry-reassign-conversations")).Not.ToHaveAttributeAsync("open", "");
        JsonElement row = (await OutboxAsync(dashboard)).ShouldHaveSingleItem();
        JsonElement body = row.GetProperty("body");
        row.GetProperty("exchange").GetString().ShouldBe("offboarding.retry-step");
        body.GetProperty("offboardingId").GetGuid().ShouldBe(Seeded.Failed);
        body.GetProperty("step").GetString().ShouldBe("reassign-conversations");
        body.GetProperty("requestedBy").GetString().ShouldBe("operator");
        body.GetProperty("comment").GetString().ShouldBe("Wei Zhang is active again");
        (await notice.Locator("p").GetAttributeAsync("data-operation")).ShouldBe(body.GetProperty("requestId").GetString());

        // The worker acts: the page follows, and what was said stays.
        await dashboard.Database.ExecuteAsync(
            "UPDATE offboarding.steps SET status = 'running', progress_at = now() WHERE case_id = @case AND name = 'reassign-conversations'",
            ("case", Seeded.Failed));
        await Assertions.Expect(browser.Page.Locator("#step-reassign-conversations .badge")).ToHaveTextAsync("Running");
        await Assertions.Expect(browser.Page.Locator("#retry-reassign-conversations")).ToHaveCountAsync(0);
        await Assertions.Expect(notice).ToContainTextAsync("Requested: retry");
        browser.Complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task What_was_asked_for_is_said_until_the_page_has_moved_on()
    {
        await using RunningDashboard dashboard = await shared.SetAsync("busy-day.sql");
        await using BrowserPage browser = await dashboard.SignInAsync();
        await browser.Page.GotoAsync($"/cases/{Seeded.Failed}");
        await RetryAsync(browser.Page);
        ILocator notice = browser.Page.Locator("#notice-reassign-conversations .notice");
        await Assertions.Expect(notice).ToContainTextAsync("Requested: retry");
        await Eventually.TrueAsync(
            async () =>
            {
                await dashboard.Database.ExecuteAsync(
                    "UPDATE offboarding.steps SET status = 'running', done = done + 1 WHERE case_id = @case AND name = 'reassign-conversations'", ("case", Seeded.Failed));
                return await notice.CountAsync() == 0;
            },
            "the notice to go while the step goes on",
            cancellationToken: TestContext.Current.CancellationToken);
        browser.Complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_second_operator_who_retries_hears_who_did_so_before()
    {
        await using RunningDashboard dashboard = await shared.SetAsync("busy-day.sql");
        await using BrowserPage first = await dashboard.SignInAsync();
        await using BrowserPage second = await dashboard.SignInAsync();
        await first.Page.GotoAsync($"/cases/{Seeded.Failed}");
        await second.Page.GotoAsync($"/cases/{Seeded.Failed}");
        await RetryAsync(first.Page);
        await Assertions.Expect(first.Page.Locator("#notice-reassign-conversations")).ToContainTextAsync("Requested: retry");
        await RetryAsync(second.Page);
        await Assertions.Expect(second.Page.Locator("#notice-reassign-conversations")).ToContainTextAsync("Already requested");
        await Assertions.Expect(second.Page.Locator("#notice-reassign-conversations")).ToContainTextAsync("operator");
        await Assertions.Expect(second.Page.Locator("#retry-reassign-conversations")).ToHaveAttributeAsync("open", "");
        (await OutboxAsync(dashboard)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_retry_of_a_step_that_is_not_failed_any_more_does_nothing_and_says_who_acted()
    {
        await using RunningDashboard dashboard = await shared.SetAsync("busy-day.sql");
        await using BrowserPage browser = await dashboard.SignInAsync(scripts: false);
        await browser.Page.GotoAsync($"/cases/{Seeded.Failed}");
        await browser.Page.Locator("#retry-reassign-conversations summary").ClickAsync();
        await dashboard.Database.ExecuteAsync(
            """
            UPDATE offboarding.steps SET status = 'running' WHERE case_id = @case AND name = 'reassign-conversations';
            INSERT INTO offboarding.audit (workspace_id, case_id, actor, action, operation_id, details)
            SELECT workspace_id, id, 'ines', 'step-retried', '1234abcd-0000-4000-8000-000000000001', '{"step": "reassign-conversations"}'
            FROM offboarding.cases WHERE id = @case
            """,
            ("case", Seeded.Failed));
        await browser.Page.Locator("#retry-reassign-conversations button").ClickAsync();
        ILocator notice = browser.Page.Locator("#notice-reassign-conversations");
        await Assertions.Expect(notice).ToContainTextAsync("not failed any more, it is running");
        await Assertions.Expect(notice).ToContainTextAsync("ines");
        await Assertions.Expect(notice).ToContainTextAsync("1234abcd");
        (await OutboxAsync(dashboard)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Retrying_works_without_scripts_and_reloading_sends_nothing_again()
    {
        await using RunningDashboard dashboard = await shared.SetAsync("busy-day.sql");
        await using BrowserPage browser = await dashboard.SignInAsync(scripts: false);
        await browser.Page.GotoAsync($"/cases/{Seeded.Failed}");
        await RetryAsync(browser.Page);
        await Assertions.Expect(browser.Page.Locator("#notice-reassign-conversations")).ToContainTextAsync("Requested: retry");
        await browser.Page.ReloadAsync();
        (await OutboxAsync(dashboard)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task The_errors_of_each_attempt_are_shown_with_their_stack()
    {
        await using RunningDashboard dashboard = await shared.SetAsync("busy-day.sql");
        await using BrowserPage browser = await dashboard.SignInAsync();
        await browser.Page.GotoAsync($"/cases/{Seeded.Failed}");
        ILocator attempts = browser.Page.Locator("#errors-reassign-conversations .attempt");
        await Assertions.Expect(attempts).ToHaveCountAsync(3);
        await Assertions.Expect(attempts.First).ToContainTextAsync("recipient-inactive");
        await Assertions.Expect(attempts.First).ToContainTextAsync("permanent");
        await Assertions.Expect(attempts.Last).ToContainTextAsync("transient");
        await attempts.Last.Locator("summary").ClickAsync();
        await Assertions.Expect(attempts.Last.Locator("pre")).ToContainTextAsync("MoveBatchAsync");
    }

    [Fact]
    public async Task A_stored_message_is_replayed_by_its_id()
    {
        await using RunningDashboard dashboard = await shared.SetAsync("busy-day.sql");
        await using BrowserPage browser = await dashboard.SignInAsync();
        await browser.Page.GotoAsync("/messages?kind=not-read");
        await browser.Page.Locator($"#replay-{Seeded.Parked} summary").ClickAsync();
        await browser.Page.Locator($"#replay-{Seeded.Parked} button").ClickAsync();
        await Assertions.Expect(browser.Page.Locator($"#notice-{Seeded.Parked}")).ToContainTextAsync("Requested: replay offboarding.deactivate-user");
        JsonElement row = (await OutboxAsync(dashboard)).ShouldHaveSingleItem();
        row.GetProperty("exchange").GetString().ShouldBe("offboarding.replay-message");
        row.GetProperty("body").GetProperty("messageId").GetGuid().ShouldBe(Seeded.Parked);
        row.GetProperty("body").GetProperty("requestedBy").GetString().ShouldBe("operator");
        await dashboard.Database.ExecuteAsync("UPDATE offboarding.parked_messages SET replayed_at = now() WHERE id = @id", ("id", Seeded.Parked));
        await Assertions.Expect(browser.Page.Locator($"#message-{Seeded.Parked}")).ToContainTextAsync("replayed");
        await Assertions.Expect(browser.Page.Locator($"#replay-{Seeded.Parked}")).ToHaveCountAsync(0);
        browser.Complaints.ShouldBeEmpty();
    }

    private static async Task RetryAsync(IPage page, string? why = null)
    {
        await page.Locator("#retry-reassign-conversations summary").ClickAsync();
        if (why is not null)
        {
            await page.Locator("#why-reassign-conversations").SayWhyAsync(why);
        }

        await page.Locator("#retry-reassign-conversations button").ClickAsync();
    }

    private static async Task<IReadOnlyList<JsonElement>> OutboxAsync(RunningDashboard dashboard) =>
        [.. JsonDocument.Parse(await dashboard.Database.ReadAsync<string>(Outbox)).RootElement.EnumerateArray()];
}
