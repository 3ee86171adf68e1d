using System.Text.Json;
using Microsoft.Playwright;
using Offboarding.Dashboard.Security;

namespace Offboarding.Dashboard.Tests.Commands;

public sealed class CaseActTests(SharedDashboard shared) : IClassFixture<SharedDashboard>
{
    private const string Sent = """
        SELECT jsonb_build_object('exchange', o.exchange, 'body', convert_from(o.body, 'UTF8')::jsonb)::text FROM offboarding.outbox o ORDER BY o.id DESC LIMIT 1
        """;

    private const string Count = "SELECT count(*) FROM offboarding.outbox";

    [Fact]
    public async Task A_case_that_gives_work_back_shows_no_lockout_that_never_comes()
    {
        await using RunningDashboard dashboard = await shared.SetAsync("busy-day.sql");
        await dashboard.Database.ExecuteAsync(
            "UPDATE offboarding.cases SET kind = 'undo', reason = NULL, undoes = @departure, gives_to = user_id, sign_in_closed_at = NULL, sessions_ended_at = NULL WHERE id = @case",
            ("departure", Seeded.Failed), ("case", Seeded.Completed));
        await using BrowserPage browser = await dashboard.OpenAsAsync(Role.Operator);
        await browser.Page.GotoAsync($"/cases/{Seeded.Completed}");
        ILocator facts = browser.Page.Locator("#facts");
        await Assertions.Expect(facts).ToContainTextAsync("Work given back · ");
        await Assertions.Expect(facts).ToContainTextAsync("Completed");
        await Assertions.Expect(facts).Not.ToContainTextAsync("Sign-in closed");
        await Assertions.Expect(facts).Not.ToContainTextAsync("Sessions ended");
        await Assertions.Expect(facts).Not.ToContainTextAsync("Reason");
    }

    [Fact]
    public async Task Only_what_is_possible_now_is_offered()
    {
        await using RunningDashboard dashboard = await shared.SetAsync("busy-day.sql");
        await using BrowserPage browser = await dashboard.SignInAsync();
        (await ActsAsync(browser.Page, Seeded.Running)).ShouldBe(["pause", "set-return", "skip-reassign-conversations"]);
        (await ActsAsync(browser.Page, Seeded.Failed)).ShouldBe(["pause", "set-return", "retry-reassign-conversations", "skip-reassign-conversations", "retry-update-seats", "skip-update-seats"]);
        (await ActsAsync(browser.Page, Seeded.Scheduled)).ShouldBe(["reschedule", "cancel", "set-return"]);
        (await ActsAsync(browser.Page, Seeded.Completed)).ShouldBe(["undo"]);
        await dashboard.Database.ExecuteAsync("UPDATE offboarding.cases SET state = 'paused' WHERE id = @id", ("id", Seeded.Running));
        (await ActsAsync(browser.Page, Seeded.Running)).ShouldBe(["resume", "set-return", "skip-reassign-conversations"]);
    }

    [Fact]
    public async Task A_step_is_skipped_only_with_a_reason()
    {
        await using RunningDashboard dashboard = await shared.SetAsync("busy-day.sql");
        await using BrowserPage browser = await dashboard.SignInAsync();
        await browser.Page.GotoAsync($"/cases/{Seeded.Failed}");
        ILocator skip = browser.Page.Locator("#skip-reassign-conversations");
        await skip.Locator("summary").ClickAsync();
        await skip.Locator("button").ClickAsync();
        (await dashboard.Database.ReadAsync<long>(Count)).ShouldBe(0);

        await skip.Locator("input[name=comment]").SayWhyAsync("Wei will not come back");
        await skip.Locator("button").ClickAsync();
        await Assertions.Expect(browser.Page.Locator("#notice-reassign-conversations")).ToContainTextAsync("Requested: skip “Reassign conversations”");
        JsonElement body = await SentAsync(dashboard, "offboarding.skip-step");
        body.GetProperty("offboardingId").GetGuid().ShouldBe(Seeded.Failed);
        body.GetProperty("step").GetString().ShouldBe("reassign-conversations");
        body.GetProperty("reason").GetString().ShouldBe("Wei will not come back");
        body.GetProperty("requestedBy").GetString().ShouldBe("operator");
        browser.Complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_pause_that_comes_too_late_says_who_paused_before()
    {
        await using RunningDashboard dashboard = await shared.SetAsync("busy-day.sql");
        await using BrowserPage browser = await dashboard.SignInAsync(scripts: false);
        await browser.Page.GotoAsync($"/cases/{Seeded.Running}");
        await browser.Page.Locator("#pause summary").ClickAsync();
        await dashboard.Database.ExecuteAsync(
            """
            UPDATE offboarding.cases SET state = 'paused' WHERE id = @case;
            INSERT INTO offboarding.audit (workspace_id, case_id, actor, action, operation_id, details)
            SELECT workspace_id, id, 'ines', 'paused', '1234abcd-0000-4000-8000-000000000001', '{}' FROM offboarding.cases WHERE id = @case
            """,
            ("case", Seeded.Running));
        await browser.Page.Locator("#pause input[name=comment]").SayWhyAsync("the import runs");
        await browser.Page.Locator("#pause button").ClickAsync();
        await Assertions.Expect(browser.Page.Locator("#notice-case")).ToContainTextAsync("Already paused by ines");
        await Assertions.Expect(browser.Page.Locator("#notice-case")).ToContainTextAsync("1234abcd");
        (await dashboard.Database.ReadAsync<long>(Count)).ShouldBe(0);
    }

    [Fact]
    public async Task A_departure_is_called_off_in_the_name_of_an_admin_and_the_audit_trail_has_both_and_why()
    {
        await using RunningDashboard dashboard = await shared.SetAsync("busy-day.sql");
        await using BrowserPage browser = await dashboard.SignInAsync(scripts: false);
        await browser.Page.GotoAsync($"/cases/{Seeded.Scheduled}");
        ILocator cancel = browser.Page.Locator("#cancel");
        await cancel.Locator("summary").ClickAsync();
        await cancel.Locator("select").SelectOptionAsync(new SelectOptionValue { Label = "Ada Marsh (admin)" });
        await cancel.Locator("input[name=comment]").SayWhyAsync("Jonas stays");
        await cancel.Locator("button").ClickAsync();
        await Assertions.Expect(browser.Page.Locator("#notice-case")).ToContainTextAsync("Requested: cancel");
        JsonElement body = await SentAsync(dashboard, "offboarding.cancel-offboarding");
        body.GetProperty("requestedBy").GetString().ShouldBe("b0000000-0000-4000-8000-000000000006");
        body.GetProperty("comment").GetString().ShouldBe("Jonas stays");
        await browser.Page.ReloadAsync();
        (await dashboard.Database.ReadAsync<long>(Count)).ShouldBe(1);
        ILocator asked = browser.Page.Locator("#timeline li.act").First;
        foreach (string text in (string[])["Requested", "by operator", "Ada Marsh", "Jonas stays", body.GetProperty("requestId").GetString()![..8]])
        {
            await Assertions.Expect(asked).ToContainTextAsync(text);
        }
    }

    [Fact]
    public async Task A_last_day_is_moved_to_a_date_in_a_time_zone()
    {
        await using RunningDashboard dashboard = await shared.SetAsync("busy-day.sql");
        await using BrowserPage browser = await dashboard.SignInAsync();
        await browser.Page.GotoAsync($"/cases/{Seeded.Scheduled}");
        ILocator form = browser.Page.Locator("#reschedule");
        await form.Locator("summary").ClickAsync();
        await Assertions.Expect(form.Locator("[name=timeZone]")).ToHaveValueAsync("Europe/Vienna");
        await form.Locator("[name=lastDate]").FillAsync("2027-03-31");
        await form.Locator("[name=comment]").SayWhyAsync("one more quarter");
        await form.Locator("button").ClickAsync();
        await Assertions.Expect(browser.Page.Locator("#notice-case")).ToContainTextAsync("Requested: reschedule");
        JsonElement body = await SentAsync(dashboard, "offboarding.reschedule-offboarding");
        (body.GetProperty("lastDate").GetString(), body.GetProperty("timeZone").GetString()).ShouldBe(("2027-03-31", "Europe/Vienna"));
        browser.Complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_completed_handover_is_undone_once()
    {
        await using RunningDashboard dashboard = await shared.SetAsync("busy-day.sql");
        await using BrowserPage browser = await dashboard.SignInAsync();
        await browser.Page.GotoAsync($"/cases/{Seeded.Completed}");
        await browser.Page.Locator("#undo").OpenAndSendAsync("Priya is back");
        await Assertions.Expect(browser.Page.Locator("#notice-case")).ToContainTextAsync("Requested: undo the handover");
        (await SentAsync(dashboard, "offboarding.undo-handover")).GetProperty("offboardingId").GetGuid().ShouldBe(Seeded.Completed);
        await browser.Page.Locator("#undo").OpenAndSendAsync("Priya is back");
        await Assertions.Expect(browser.Page.Locator("#notice-case")).ToContainTextAsync("Already undone by operator");
        (await dashboard.Database.ReadAsync<long>(Count)).ShouldBe(1);
    }

    [Fact]
    public async Task The_timeline_has_messages_batches_attempts_and_acts_in_one_order()
    {
        await using RunningDashboard dashboard = await shared.SetAsync("busy-day.sql");
        await using BrowserPage browser = await dashboard.SignInAsync();
        await browser.Page.GotoAsync($"/cases/{Seeded.Failed}");
        ILocator timeline = browser.Page.Locator("#timeline");
        await Assertions.Expect(timeline.Locator("li.message").Last).ToContainTextAsync("offboarding.deactivate-user");
        await Assertions.Expect(timeline.Locator("li.batches")).ToContainTextAsync("500 conversations changed hands");
        await Assertions.Expect(timeline.Locator("li.attempt")).ToHaveCountAsync(5);
        await Assertions.Expect(timeline.Locator("li.act").First).ToContainTextAsync("the nightly import is over");
    }

    private static async Task<string[]> ActsAsync(IPage page, Guid id)
    {
        await page.GotoAsync($"/cases/{id}");
        return await page.EvaluateAsync<string[]>("[...document.querySelectorAll('details.confirm')].map(act => act.id)");
    }

    private static async Task<JsonElement> SentAsync(RunningDashboard dashboard, string exchange)
    {
        JsonElement row = JsonDocument.Parse(await dashboard.Database.ReadAsync<string>(Sent)).RootElement;
        row.GetProperty("exchange").GetString().ShouldBe(exchange);
        return row.GetProperty("body");
    }
}
