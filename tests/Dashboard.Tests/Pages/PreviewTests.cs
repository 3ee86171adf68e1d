using Microsoft.Playwright;

namespace Offboarding.Dashboard.Tests.Pages;

/// <summary>What was asked for with a dry run is shown with names, loads, warnings and the refusal (F3).</summary>
public sealed class PreviewTests(SharedDashboard shared) : IClassFixture<SharedDashboard>
{
    [Fact]
    public async Task F3_a_preview_is_reached_from_every_page_and_says_what_would_move_to_whom()
    {
        await using RunningDashboard dashboard = await shared.SetAsync("busy-day.sql");
        await using BrowserPage browser = await dashboard.SignInAsync();
        await browser.Page.Locator("nav .more summary").ClickAsync();
        await browser.Page.GetByRole(AriaRole.Link, new() { Name = "Previews" }).ClickAsync();
        await Assertions.Expect(browser.Page.Locator("#previews tbody .badge")).ToHaveTextAsync(["Would be accepted", "Would be refused"]);
        await browser.Page.Locator("#previews a.row").First.ClickAsync();

        await Assertions.Expect(browser.Page.Locator("h1")).ToHaveTextAsync("If Jonas Weber left");
        ILocator conversations = browser.Page.Locator("section[aria-labelledby=kind-conversations]");
        await Assertions.Expect(conversations.Locator("h3")).ToHaveTextAsync("Conversations 20,004 open");
        await Assertions.Expect(conversations.Locator("tbody tr").First.Locator("td")).ToHaveTextAsync(["Ada Marsh", "41", "6,655", "6,696"]);
        await Assertions.Expect(browser.Page.Locator("section[aria-labelledby=kind-contacts]")).ToContainTextAsync("Stay with the leaver");
        await Assertions.Expect(browser.Page.Locator("section[aria-labelledby=kind-tasks]")).ToContainTextAsync("Nothing is open");
        await Assertions.Expect(browser.Page.Locator(".warnings li")).ToHaveCountAsync(3);
        await Assertions.Expect(browser.Page.Locator("main")).ToContainTextAsync("Chiara Fontana leaves on 2026-12-24 (long-leave)");
        await Assertions.Expect(browser.Page.Locator("main")).ToContainTextAsync("12 completed tasks would be removed");
        browser.Complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task F3_the_refusal_a_request_would_get_is_shown_with_what_helps_and_which_field()
    {
        await using RunningDashboard dashboard = await shared.SetAsync("busy-day.sql");
        await using BrowserPage browser = await dashboard.SignInAsync();
        await browser.Page.GotoAsync($"/previews/{Seeded.RefusedPreview}");
        ILocator refusal = browser.Page.Locator("section[aria-labelledby=refusal-title]");
        await Assertions.Expect(refusal).ToContainTextAsync("It would be refused: recipient inactive");
        await Assertions.Expect(refusal).ToContainTextAsync("Recipient Wei Zhang is inactive and cannot receive conversations.");
        await Assertions.Expect(refusal).ToContainTextAsync("handover.conversations.recipients[1].userId");
        await Assertions.Expect(browser.Page.Locator("main")).ToContainTextAsync("All of them stay with the leaver.");
    }

    [Fact]
    public async Task The_list_grows_while_it_is_watched()
    {
        await using RunningDashboard dashboard = await shared.SetAsync("busy-day.sql");
        await using BrowserPage browser = await dashboard.SignInAsync();
        await browser.Page.GotoAsync("/previews");
        await Assertions.Expect(browser.Page.Locator("#age")).ToContainTextAsync("live ·");
        await dashboard.Database.ExecuteAsync(
            """
            INSERT INTO offboarding.previews (id, workspace_id, user_id, request_id, requested_by, fingerprint, answer)
            SELECT gen_random_uuid(), gen_random_uuid(), gen_random_uuid(), gen_random_uuid(), gen_random_uuid(), fingerprint,
                   '{"kinds": [], "warnings": [], "refusal": {"code": "unknown-workspace"}}'
            FROM offboarding.previews LIMIT 1
            """);
        await Assertions.Expect(browser.Page.Locator("#previews tbody tr")).ToHaveCountAsync(3);
        browser.Complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_case_says_who_left_and_passed_their_share_on()
    {
        await using RunningDashboard dashboard = await shared.SetAsync("busy-day.sql");
        await using BrowserPage browser = await dashboard.SignInAsync();
        await browser.Page.GotoAsync($"/cases/{Seeded.Running}");
        ILocator entry = browser.Page.Locator("#timeline li").Filter(new() { HasText = "Recipient left" });
        await Assertions.Expect(entry).ToContainTextAsync("who Wei Zhang");
        await Assertions.Expect(entry).ToContainTextAsync("share goes to the others");
    }
}
