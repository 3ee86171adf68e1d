using System.Text.Json;
using Microsoft.Playwright;
using Offboarding.Dashboard.Security;

namespace Offboarding.Dashboard.Tests.Pages;

/// <summary>A2, B4, C1, C11, D8, F10: who is in a workspace, and what can be asked for about one person.</summary>
public sealed class PeopleTests(SharedDashboard shared) : IClassFixture<SharedDashboard>
{
    [Fact]
    public async Task C1_people_are_listed_by_status_with_counts_and_free_seats_and_found_by_name()
    {
        await using RunningDashboard dashboard = await shared.SetAsync(Seeded.DeskDay);
        await using BrowserPage browser = await dashboard.OpenAsAsync(Role.Operator);
        await browser.Page.GotoAsync("/people");
        await Assertions.Expect(browser.Page.Locator("#people tbody tr").Nth(1).Locator("td.number")).ToHaveTextAsync(["5", "1", "7", "1", "35"]);
        await browser.Page.GetByRole(AriaRole.Link, new() { Name = "Northwind Support", Exact = true }).ClickAsync();
        ILocator rows = browser.Page.Locator("#people tbody tr");
        await Assertions.Expect(rows.First).ToContainTextAsync("Ada Marsh");
        await Assertions.Expect(browser.Page.Locator("#people")).ToContainTextAsync("35 seats are free: 5 of 40 in use.");
        await browser.Page.GetByRole(AriaRole.Link, new() { Name = "Invited 1" }).ClickAsync();
        await Assertions.Expect(rows).ToHaveCountAsync(1);
        await Assertions.Expect(rows).ToContainTextAsync("invited by Ingrid Solberg");

        await browser.Page.GotoAsync($"/people/{Seeded.Northwind}");
        await browser.Page.Locator("#search").FillAsync("hann");
        await Assertions.Expect(rows).ToHaveCountAsync(1);
        await rows.Locator("a").ClickAsync();
        await Assertions.Expect(browser.Page.Locator("h1")).ToHaveTextAsync("Hanna Virtanen");
        await Assertions.Expect(browser.Page.Locator("#person-work tr", new() { HasText = "Conversations" }).Locator("td")).ToHaveTextAsync("12");
        await Assertions.Expect(browser.Page.Locator("#person-holds")).ToContainTextAsync("never under legal hold");
        browser.Complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task D6_somebody_is_let_in_again_with_their_work_and_the_page_follows()
    {
        await using RunningDashboard dashboard = await shared.SetAsync(Seeded.DeskDay);
        await using BrowserPage browser = await dashboard.OpenAsAsync(Role.Operator);
        await browser.Page.GotoAsync($"/people/{Seeded.Northwind}/{Seeded.Hanna}");
        ILocator form = browser.Page.Locator("#reactivate");
        await form.Locator("summary").ClickAsync();
        await form.Locator("[name=giveBackWork]").CheckAsync();
        await form.Locator("[name=comment]").SayWhyAsync("back from leave");
        await form.Locator("button").ClickAsync();
        await Assertions.Expect(browser.Page.Locator("#notice-person")).ToContainTextAsync("Requested: reactivate.");
        JsonElement body = await SentAsync(dashboard, "offboarding.reactivate-user");
        (body.GetProperty("userId").GetGuid(), body.GetProperty("giveBackWork").GetBoolean()).ShouldBe((Seeded.Hanna, true));
        body.TryGetProperty("comment", out _).ShouldBeFalse("the command has no such field, and the worker refuses fields it does not know");

        await dashboard.Database.ExecuteAsync("UPDATE workspace.users SET status = 'active', sign_in_closed_at = NULL WHERE id = @id", ("id", Seeded.Hanna));
        await Assertions.Expect(browser.Page.Locator("#acts")).ToContainTextAsync("Offboard");
        await Assertions.Expect(browser.Page.Locator("#reactivate")).ToHaveCountAsync(0);
        browser.Complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task D6_who_was_invited_and_never_active_is_not_offered_to_be_let_in_with_an_old_password()
    {
        await using RunningDashboard dashboard = await shared.SetAsync(Seeded.DeskDay);
        await using BrowserPage browser = await dashboard.OpenAsAsync(Role.Operator);
        await dashboard.Database.ExecuteAsync(
            """
            UPDATE workspace.users SET status = 'inactive', sign_in_closed_at = now(), password_hash = NULL WHERE id = @id;
            UPDATE workspace.invitations SET status = 'cancelled', ended_at = now(), never_active = true WHERE user_id = @id
            """,
            ("id", Seeded.Ines));
        await browser.Page.GotoAsync($"/people/{Seeded.Northwind}/{Seeded.Ines}");
        await Assertions.Expect(browser.Page.Locator("#hold")).ToHaveCountAsync(1);
        await Assertions.Expect(browser.Page.Locator("#reactivate")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task D8_nobody_is_deleted_without_their_id_typed_and_a_held_person_not_at_all()
    {
        await using RunningDashboard dashboard = await shared.SetAsync(Seeded.DeskDay);
        await using BrowserPage browser = await dashboard.OpenAsAsync(Role.Admin, scripts: false);
        await browser.Page.GotoAsync($"/people/{Seeded.Northwind}/{Seeded.Wei}");
        await Assertions.Expect(browser.Page.Locator("#person")).ToContainTextAsync("Under legal hold.");
        await Assertions.Expect(browser.Page.Locator("#delete")).ToHaveCountAsync(0);

        await browser.Page.GotoAsync($"/people/{Seeded.Northwind}/{Seeded.Hanna}");
        await DeleteAsync(browser.Page, Seeded.Wei, "");
        await Assertions.Expect(browser.Page.Locator(".notice")).ToContainTextAsync("Type the id of the person to confirm. Nothing was done.");
        await DeleteAsync(browser.Page, Seeded.Hanna, "");
        await Assertions.Expect(browser.Page.Locator(".notice")).ToContainTextAsync("This person still has open work: hand it over first, or choose a day.");
        (await dashboard.Database.ReadAsync<long>("SELECT count(*) FROM offboarding.outbox")).ShouldBe(0);
        await DeleteAsync(browser.Page, Seeded.Hanna, "2027-06-30");
        await Assertions.Expect(browser.Page.Locator(".notice")).ToContainTextAsync("Requested.");
        JsonElement body = await SentAsync(dashboard, "offboarding.delete-user");
        (body.GetProperty("confirmUserId").GetGuid(), body.GetProperty("reason").GetString(), body.GetProperty("lastDate").GetString(), body.GetProperty("timeZone").GetString())
            .ShouldBe((Seeded.Hanna, "data-protection-request", "2027-06-30", "Etc/UTC"));
    }

    [Fact]
    public async Task F10_a_hold_is_placed_and_lifted_with_the_reason_it_is_kept_with()
    {
        await using RunningDashboard dashboard = await shared.SetAsync(Seeded.DeskDay);
        await using BrowserPage browser = await dashboard.OpenAsAsync(Role.Operator);
        await browser.Page.GotoAsync("/holds");
        await Assertions.Expect(browser.Page.Locator("#holds li")).ToHaveCountAsync(1);
        await Assertions.Expect(browser.Page.Locator("#holds")).ToContainTextAsync("Lawsuit 4711");
        ILocator lift = browser.Page.Locator("#lift-e7000000-0000-4000-8000-000000000001");
        await lift.OpenAndSendAsync("Lawsuit 4711 was settled");
        await Assertions.Expect(browser.Page.Locator("#holds .notice")).ToContainTextAsync("Requested: lift the legal hold.");
        (await SentAsync(dashboard, "offboarding.lift-legal-hold")).GetProperty("reason").GetString().ShouldBe("Lawsuit 4711 was settled");

        await browser.Page.GotoAsync("/holds");
        await browser.Page.Locator("#search").FillAsync("Hanna");
        await browser.Page.GetByRole(AriaRole.Button, new() { Name = "Find" }).ClickAsync();
        await browser.Page.GetByRole(AriaRole.Link, new() { Name = "Hanna Virtanen" }).ClickAsync();
        ILocator hold = browser.Page.Locator("#hold");
        await hold.OpenAndSendAsync("Lawsuit 4712");
        await Assertions.Expect(browser.Page.Locator("#notice-person")).ToContainTextAsync("Requested: place a legal hold.");
        (await SentAsync(dashboard, "offboarding.place-legal-hold")).GetProperty("reason").GetString().ShouldBe("Lawsuit 4712");

        await browser.Page.GotoAsync("/holds?lifted=true");
        await Assertions.Expect(browser.Page.Locator("#holds")).ToContainTextAsync("The audit is over");
        browser.Complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task C11_an_open_invitation_is_taken_back_and_a_viewer_sees_no_button()
    {
        await using RunningDashboard dashboard = await shared.SetAsync(Seeded.DeskDay);
        await using BrowserPage browser = await dashboard.OpenAsAsync(Role.Operator);
        await browser.Page.GotoAsync($"/people/{Seeded.Northwind}/{Seeded.Ines}");
        ILocator form = browser.Page.Locator("#cancel-invitation");
        await form.OpenAndSendAsync("the offer was withdrawn");
        await Assertions.Expect(browser.Page.Locator("#notice-person")).ToContainTextAsync("Requested: cancel the invitation.");
        (await SentAsync(dashboard, "offboarding.cancel-invitation")).GetProperty("invitationId").GetString().ShouldBe("e1000000-0000-4000-8000-000000000001");

        await using BrowserPage viewer = await dashboard.OpenAsAsync(Role.Viewer);
        await viewer.Page.GotoAsync($"/people/{Seeded.Northwind}/{Seeded.Ines}");
        await Assertions.Expect(viewer.Page.Locator("h1")).ToHaveTextAsync("I. C.");
        await Assertions.Expect(viewer.Page.Locator("details.confirm")).ToHaveCountAsync(0);
    }

    private static async Task DeleteAsync(IPage page, Guid typed, string date)
    {
        ILocator form = page.Locator("#delete");
        await form.Locator("summary").ClickAsync();
        await form.Locator("[name=reason]").SelectOptionAsync("data-protection-request");
        await form.Locator("[name=lastDate]").FillAsync(date);
        await form.Locator("[name=confirm]").FillAsync(typed.ToString());
        await form.Locator("[name=comment]").SayWhyAsync("she asked for it");
        await form.Locator("button").ClickAsync();
    }

    private static async Task<JsonElement> SentAsync(RunningDashboard dashboard, string exchange) =>
        JsonDocument.Parse(await dashboard.Database.ReadAsync<string>("SELECT convert_from(body, 'UTF8') FROM offboarding.outbox WHERE exchange = @exchange", ("exchange", exchange))).RootElement;
}
