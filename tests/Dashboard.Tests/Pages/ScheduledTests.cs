using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Offboarding.Dashboard.Security;

namespace Offboarding.Dashboard.Tests.Pages;

public sealed class ScheduledTests(SharedDashboard shared) : IClassFixture<SharedDashboard>
{
    [Fact]
    public async Task Last_days_returns_deletions_and_retries_are_shown_the_soonest_first()
    {
        await using RunningDashboard dashboard = await shared.SetAsync("busy-day.sql");
        await using BrowserPage browser = await dashboard.OpenAsAsync(Role.Operator);
        await browser.Page.GotoAsync("/scheduled");
        await Assertions.Expect(browser.Page.Locator("#last-days")).ToContainTextAsync("Jonas Weber");
        await Assertions.Expect(browser.Page.Locator("#returns")).ToContainTextAsync("No returns are scheduled.");
        await Assertions.Expect(browser.Page.Locator("#deletions")).ToContainTextAsync("No deletions are scheduled.");
        await Assertions.Expect(browser.Page.Locator("#retries")).ToContainTextAsync("Update seats · after 2 attempts");
        await dashboard.Database.ExecuteAsync("UPDATE offboarding.cases SET state = 'cancelled' WHERE state = 'scheduled'");
        await Assertions.Expect(browser.Page.Locator("#last-days")).ToContainTextAsync("No departures are scheduled.");
        // What comes live says what the page said.
        (await browser.Page.Locator("#deletions .none").InnerTextAsync()).ShouldBe("No deletions are scheduled.");
        browser.Complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_return_says_what_holds_it_up_and_can_be_moved()
    {
        await using RunningDashboard dashboard = await shared.SetAsync("busy-day.sql");
        await dashboard.Database.ExecuteAsync(
            """
            INSERT INTO offboarding.returns (workspace_id, case_id, user_id, return_at, set_by, set_by_request, status, held_code, held_text, held_help, held_up_at)
            SELECT workspace_id, id, user_id, '2026-12-19T23:00:00Z', requested_by, request_id, 'held-up', 'no-free-seat', 'No seat is free.', 'Raise the limit.', now()
            FROM offboarding.cases WHERE id = @case
            """,
            ("case", Seeded.Completed));
        await using BrowserPage browser = await dashboard.OpenAsAsync(Role.Operator);
        await browser.Page.GotoAsync("/scheduled");
        ILocator row = browser.Page.Locator($"#return-{Seeded.Completed}");
        await Assertions.Expect(row).ToContainTextAsync("Held up. No seat is free. Raise the limit.");
        await Assertions.Expect(row.Locator(".when")).ToHaveTextAsync(new Regex("^Sun,? 20 Dec 2026, start of day .Europe/Vienna.$"));
        await row.Locator($"#set-return-{Seeded.Completed} summary").ClickAsync();
        await row.Locator("[name=lastDate]").FillAsync("2027-01-15");
        await row.Locator("[name=giveBackWork]").CheckAsync();
        await row.Locator($"#set-return-{Seeded.Completed} [name=comment]").SayWhyAsync("a seat is free then");
        await row.Locator($"#set-return-{Seeded.Completed} button").ClickAsync();
        await Assertions.Expect(row.Locator(".notices")).ToContainTextAsync("Requested: set the return");
        JsonElement body = JsonDocument.Parse(await dashboard.Database.ReadAsync<string>("SELECT convert_from(body, 'UTF8') FROM offboarding.outbox")).RootElement;
        (body.GetProperty("returnDate").GetString(), body.GetProperty("timeZone").GetString(), body.GetProperty("giveBackWork").GetBoolean())
            .ShouldBe(("2027-01-15", "Europe/Vienna", true));
        browser.Complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task D8_a_deletion_behind_many_departures_can_be_moved_and_its_page_tells_of_no_departure()
    {
        await using RunningDashboard dashboard = await shared.SetAsync(Seeded.DeskDay);
        var deletion = Guid.NewGuid();
        await dashboard.Database.ExecuteAsync(
            """
            DELETE FROM offboarding.returns;
            INSERT INTO offboarding.cases (id, workspace_id, user_id, request_id, requested_by, reason, state, plan, due_at, requested_at)
            SELECT gen_random_uuid(), u.workspace_id, u.id, gen_random_uuid(), u.id, 'resigned', 'scheduled', '{}', now() + interval '1 day', now()
            FROM workspace.users u
            WHERE u.workspace_id = @contoso AND NOT EXISTS (SELECT FROM offboarding.cases c WHERE c.user_id = u.id AND c.state NOT IN ('completed', 'refused', 'cancelled'));
            UPDATE offboarding.cases SET state = 'cancelled' WHERE workspace_id = @northwind AND state = 'scheduled';
            INSERT INTO offboarding.cases (id, kind, workspace_id, user_id, request_id, requested_by, state, due_at, reason)
            SELECT @deletion, 'delete', workspace_id, id, gen_random_uuid(), id, 'scheduled', now() + interval '30 days', 'data-protection-request' FROM workspace.users WHERE id = @hanna
            """,
            ("northwind", Seeded.Northwind), ("contoso", Seeded.Contoso), ("deletion", deletion), ("hanna", Seeded.Hanna));
        (await dashboard.Database.ReadAsync<long>("SELECT count(*) FROM offboarding.cases WHERE state = 'scheduled' AND kind = 'deactivate'")).ShouldBeGreaterThan(51);
        await using BrowserPage browser = await dashboard.OpenAsAsync(Role.Admin);
        await browser.Page.GotoAsync("/scheduled");
        ILocator row = browser.Page.Locator($"#last-day-{deletion}");
        await row.Locator($"#reschedule-{deletion} summary").ClickAsync();
        (await row.Locator($"#reschedule-{deletion} option").CountAsync()).ShouldBeGreaterThan(0);
        await Assertions.Expect(row).Not.ToContainTextAsync("no active admin or owner");
        await Assertions.Expect(row).Not.ToContainTextAsync("Access ends");

        await browser.Page.GotoAsync($"/cases/{deletion}");
        await Assertions.Expect(browser.Page.Locator("#timeline")).ToContainTextAsync("offboarding.delete-user");
        await Assertions.Expect(browser.Page.Locator("#facts")).Not.ToContainTextAsync("Sign-in closed");
        browser.Complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_viewer_sees_the_days_and_no_button()
    {
        await using RunningDashboard dashboard = await shared.SetAsync("busy-day.sql");
        await using BrowserPage browser = await dashboard.OpenAsAsync(Role.Viewer);
        await browser.Page.GotoAsync("/scheduled");
        await Assertions.Expect(browser.Page.Locator("#last-days")).ToContainTextAsync("J. W.");
        await Assertions.Expect(browser.Page.Locator("details.confirm")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task A_last_day_is_said_as_people_say_it_is_in_the_form_that_moves_it_and_calling_off_is_confirmed_where_it_can_be_seen()
    {
        await using RunningDashboard dashboard = await shared.SetAsync("busy-day.sql");
        // Friday the 4th of December, in Vienna: over at midnight there.
        await dashboard.Database.ExecuteAsync("UPDATE offboarding.cases SET due_at = '2026-12-04T23:00:00Z' WHERE id = @case", ("case", Seeded.Scheduled));
        await using BrowserPage browser = await dashboard.OpenAsAsync(Role.Operator);
        await browser.Page.GotoAsync($"/cases/{Seeded.Scheduled}");
        await Assertions.Expect(browser.Page.Locator("#facts time[data-ends]")).ToHaveTextAsync(new Regex("^Fri,? 4 Dec 2026, end of day .Europe/Vienna.$"));

        await browser.Page.GotoAsync("/scheduled");
        ILocator row = browser.Page.Locator($"#last-day-{Seeded.Scheduled}");
        await Assertions.Expect(row.Locator(".when")).ToContainTextAsync("4 Dec 2026, end of day (Europe/Vienna)");
        await Assertions.Expect(row.Locator($"#reschedule-{Seeded.Scheduled} summary")).ToHaveTextAsync("Reschedule…");
        await row.Locator($"#reschedule-{Seeded.Scheduled} summary").ClickAsync();
        await Assertions.Expect(row.Locator("[name=lastDate]")).ToHaveValueAsync("2026-12-04");
        await Assertions.Expect(row.Locator("[name=timeZone]").First).ToHaveValueAsync("Europe/Vienna");

        await row.Locator($"#cancel-{Seeded.Scheduled} summary").ClickAsync();
        await Assertions.Expect(row.Locator($"#cancel-{Seeded.Scheduled}")).ToContainTextAsync("Jonas Weber does not leave");
        await row.Locator($"#cancel-{Seeded.Scheduled} select[name=asker]").SelectOptionAsync(new SelectOptionValue { Index = 1 });
        await row.Locator($"#cancel-{Seeded.Scheduled} [name=comment]").SayWhyAsync("he stays");
        await row.Locator($"#cancel-{Seeded.Scheduled} button").ClickAsync();
        await Assertions.Expect(browser.Page.Locator("#notice-scheduled")).ToContainTextAsync("Requested: cancel");
        await dashboard.Database.ExecuteAsync("UPDATE offboarding.cases SET state = 'cancelled' WHERE id = @case", ("case", Seeded.Scheduled));
        await Assertions.Expect(row).ToHaveCountAsync(0);
        await Assertions.Expect(browser.Page.Locator("#notice-scheduled")).ToContainTextAsync("Requested: cancel");
        await Assertions.Expect(browser.Page.Locator("#notice-scheduled .notice")).ToBeFocusedAsync();
        browser.Complaints.ShouldBeEmpty();
    }
}
