using System.Text.Json;
using Microsoft.Playwright;
using Offboarding.Dashboard.Security;

namespace Offboarding.Dashboard.Tests.Pages;

/// <summary>E1, E2, E4: client contacts.</summary>
public sealed class ContactTests(SharedDashboard shared) : IClassFixture<SharedDashboard>
{
    [Fact]
    public async Task E2_E4_inactive_contacts_have_a_badge_archived_ones_are_shown_on_request_and_both_are_asked_for_in_an_admins_name()
    {
        await using RunningDashboard dashboard = await shared.SetAsync(Seeded.DeskDay);
        await using BrowserPage browser = await dashboard.OpenAsAsync(Role.Operator);
        await browser.Page.GotoAsync($"/contacts/{Seeded.Northwind}");
        ILocator rows = browser.Page.Locator("#contacts tbody tr");
        await Assertions.Expect(rows).ToHaveCountAsync(2);
        await Assertions.Expect(rows.Nth(1)).ToContainTextAsync("Inactive");
        await Assertions.Expect(rows.Nth(1)).ToContainTextAsync("6 records");
        await rows.First.Locator("a").ClickAsync();
        await AskAsync(browser.Page, "deactivate", "Requested: deactivate.");
        JsonElement body = await SentAsync(dashboard, "offboarding.deactivate-contact");
        (body.GetProperty("contactId").GetInt64(), body.GetProperty("requestedBy").GetGuid()).ShouldBe((901, new Guid("b0000000-0000-4000-8000-000000000001")));

        await browser.Page.GotoAsync($"/contacts/{Seeded.Northwind}");
        await browser.Page.GetByRole(AriaRole.Link, new() { Name = "Archived" }).ClickAsync();
        await Assertions.Expect(rows).ToHaveCountAsync(1);
        await rows.Locator("a").ClickAsync();
        await Assertions.Expect(browser.Page.Locator("#archive")).ToHaveCountAsync(0);
        await AskAsync(browser.Page, "unarchive", "Requested: unarchive.");
        await dashboard.Database.ExecuteAsync("UPDATE workspace.contacts SET archived_at = NULL WHERE id = 903");
        await Assertions.Expect(browser.Page.Locator("#archive")).ToHaveCountAsync(1);
        browser.Complaints.ShouldBeEmpty();
    }

    private static async Task AskAsync(IPage page, string act, string answer)
    {
        await page.Locator($"#{act}").OpenAndSendAsync("tidying up");
        await Assertions.Expect(page.Locator("#notice-contact")).ToContainTextAsync(answer);
    }

    private static async Task<JsonElement> SentAsync(RunningDashboard dashboard, string exchange) =>
        JsonDocument.Parse(await dashboard.Database.ReadAsync<string>("SELECT convert_from(body, 'UTF8') FROM offboarding.outbox WHERE exchange = @exchange", ("exchange", exchange))).RootElement;
}
