using System.Text.Json;
using Microsoft.Playwright;

namespace Offboarding.Dashboard.Tests.Commands;

public sealed class DiscardTests(SharedDashboard shared) : IClassFixture<SharedDashboard>
{
    private const string Sent = "SELECT coalesce(jsonb_agg(convert_from(o.body, 'UTF8')::jsonb || jsonb_build_object('exchange', o.exchange)), '[]')::text FROM offboarding.outbox o";

    private const string Discard = """
        UPDATE offboarding.parked_messages SET discarded_at = now(), discarded_by = 'ines', discard_reason = 'not ours', discard_request = gen_random_uuid()
        WHERE id = @id
        """;

    [Fact]
    public async Task A_message_that_is_discarded_leaves_the_list_and_the_count_and_what_was_said_stays()
    {
        await using RunningDashboard dashboard = await shared.SetAsync("busy-day.sql");
        await using BrowserPage browser = await dashboard.SignInAsync();
        await browser.Page.GotoAsync("/messages");
        ILocator waiting = browser.Page.Locator(".filters .count");
        await Assertions.Expect(waiting).ToHaveTextAsync("2");
        await DiscardAsync(browser.Page, "a test of the HR system");

        ILocator notice = browser.Page.Locator("#notice-messages");
        await Assertions.Expect(notice).ToContainTextAsync("Requested: discard offboarding.deactivate-user");
        JsonElement sent = (await SentAsync(dashboard)).ShouldHaveSingleItem();
        sent.GetProperty("exchange").GetString().ShouldBe("offboarding.discard-message");
        sent.GetProperty("messageId").GetGuid().ShouldBe(Seeded.Parked);
        (sent.GetProperty("requestedBy").GetString(), sent.GetProperty("reason").GetString()).ShouldBe(("operator", "a test of the HR system"));

        // The worker acts: the page follows.
        await dashboard.Database.ExecuteAsync(Discard, ("id", Seeded.Parked));
        await Assertions.Expect(browser.Page.Locator($"#card-{Seeded.Parked}")).ToHaveCountAsync(0);
        await Assertions.Expect(notice).ToContainTextAsync("Requested: discard");
        await browser.Page.ReloadAsync();
        await Assertions.Expect(waiting).ToHaveTextAsync("1");
        browser.Complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task What_was_discarded_is_shown_with_who_and_why_and_can_be_replayed()
    {
        await using RunningDashboard dashboard = await shared.SetAsync("busy-day.sql");
        await using BrowserPage browser = await dashboard.SignInAsync();
        await browser.Page.GotoAsync("/messages?kind=discarded");
        ILocator card = browser.Page.Locator($"#message-{Seeded.Discarded}");
        await Assertions.Expect(card).ToContainTextAsync("by ines: Jonas Weber tried the new HR system; nobody leaves.");
        await Assertions.Expect(browser.Page.Locator("#messages article")).ToHaveCountAsync(1);
        await Assertions.Expect(browser.Page.Locator($"#discard-{Seeded.Discarded}")).ToHaveCountAsync(0);
        await card.Locator("summary[role=button]").ClickAsync();
        await card.Locator("button").ClickAsync();
        await Assertions.Expect(browser.Page.Locator($"#notice-{Seeded.Discarded}")).ToContainTextAsync("Requested: replay");
        JsonElement sent = (await SentAsync(dashboard)).ShouldHaveSingleItem();
        (sent.GetProperty("messageId").GetGuid(), sent.GetProperty("alsoDiscarded").GetBoolean()).ShouldBe((Seeded.Discarded, true));
        browser.Complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task Whoever_comes_too_late_hears_who_discarded_it_also_without_scripts()
    {
        await using RunningDashboard dashboard = await shared.SetAsync("busy-day.sql");
        await using BrowserPage browser = await dashboard.SignInAsync(scripts: false);
        foreach (string act in (string[])["discard", "replay"])
        {
            await browser.Page.GotoAsync("/messages");
            await browser.Page.Locator($"#{act}-{Seeded.Parked} summary").ClickAsync();
            await browser.Page.Locator($"#{act}-{Seeded.Parked} input[name=comment]").SayWhyAsync("not ours");
            await dashboard.Database.ExecuteAsync(Discard, ("id", Seeded.Parked));
            await browser.Page.Locator($"#{act}-{Seeded.Parked} button").ClickAsync();
            await Assertions.Expect(browser.Page.Locator("#notice-messages")).ToContainTextAsync("Already discarded by ines");
            await dashboard.Database.ExecuteAsync(
                "UPDATE offboarding.parked_messages SET discarded_at = NULL, discarded_by = NULL, discard_reason = NULL, discard_request = NULL WHERE id = @id",
                ("id", Seeded.Parked));
        }

        (await SentAsync(dashboard)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_comment_that_is_too_long_is_not_cut_but_declined_before_anything_is_sent(bool scripts)
    {
        await using RunningDashboard dashboard = await shared.SetAsync("busy-day.sql");
        await using BrowserPage browser = await dashboard.SignInAsync(scripts: scripts);
        await browser.Page.GotoAsync("/messages");
        await DiscardAsync(browser.Page, new string('x', 501));

        await Assertions.Expect(browser.Page.Locator(scripts ? "#notice-messages" : "main"))
            .ToContainTextAsync("The comment has 501 characters; at most 500 are kept. Nothing was done: shorten it and try again.");
        (await SentAsync(dashboard)).ShouldBeEmpty();
        if (!scripts)
        {
            // What was typed is there, to be shortened.
            ILocator kept = browser.Page.Locator("#kept-comment");
            await Assertions.Expect(kept).ToHaveValueAsync(new string('x', 501));
            await kept.FillAsync("not ours");
            await browser.Page.GetByRole(AriaRole.Button, new() { Name = "Send again" }).ClickAsync();
            await Assertions.Expect(browser.Page.Locator("main")).ToContainTextAsync("Requested: discard");
            (await SentAsync(dashboard)).ShouldHaveSingleItem().GetProperty("reason").GetString().ShouldBe("not ours");
            return;
        }

        await browser.Page.GotoAsync("/messages");
        await DiscardAsync(browser.Page, new string('x', 500));
        await Assertions.Expect(browser.Page.Locator(scripts ? "#notice-messages" : "main")).ToContainTextAsync("Requested: discard");
        (await SentAsync(dashboard)).ShouldHaveSingleItem().GetProperty("reason").GetString().ShouldBe(new string('x', 500));
    }

    [Fact]
    public async Task A_message_that_was_refused_again_after_a_replay_shows_why_it_was_refused_before()
    {
        await using RunningDashboard dashboard = await shared.SetAsync("busy-day.sql");
        await dashboard.Database.ExecuteAsync(
            """
            UPDATE offboarding.refusals
            SET earlier = jsonb_build_array(jsonb_build_object('code', 'legal-hold', 'message', 'The user is under legal hold.',
                'refusedAt', now() - interval '2 days', 'replayedAt', now() - interval '1 day', 'replayedBy', 'ines'))
            WHERE id = 'd0000000-0000-4000-8000-000000000003'
            """);
        await using BrowserPage browser = await dashboard.SignInAsync();
        await browser.Page.GotoAsync("/messages");
        ILocator earlier = browser.Page.Locator("#earlier-d0000000-0000-4000-8000-000000000003");
        await Assertions.Expect(browser.Page.Locator("[id^=earlier-]")).ToHaveCountAsync(1);
        await earlier.Locator("summary").ClickAsync();
        await Assertions.Expect(earlier).ToContainTextAsync("Refused 1 time before");
        await Assertions.Expect(earlier).ToContainTextAsync("The user is under legal hold.");
        await Assertions.Expect(earlier).ToContainTextAsync("by ines");
        browser.Complaints.ShouldBeEmpty();
    }

    private static async Task DiscardAsync(IPage page, string why)
    {
        await page.Locator($"#discard-{Seeded.Parked}").OpenAndSendAsync(why);
    }

    private static async Task<IReadOnlyList<JsonElement>> SentAsync(RunningDashboard dashboard) =>
        [.. JsonDocument.Parse(await dashboard.Database.ReadAsync<string>(Sent)).RootElement.EnumerateArray()];
}
