using System.Text.Json;
using Microsoft.Playwright;
using Offboarding.Dashboard.Security;

namespace Offboarding.Dashboard.Tests.Pages;

/// <summary>F7: one report for each leaver, to be printed and as JSON.</summary>
public sealed class ReportTests(SharedDashboard shared) : IClassFixture<SharedDashboard>
{
    [Fact]
    public async Task F7_the_report_says_who_asked_when_access_ended_and_what_went_to_whom()
    {
        await using RunningDashboard dashboard = await shared.SetAsync("busy-day.sql");
        await using BrowserPage browser = await dashboard.SignInAsync();
        await browser.Page.GotoAsync($"/cases/{Seeded.Failed}");
        await browser.Page.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = "Leaver report" }).ClickAsync();

        ILocator report = browser.Page.Locator(".report");
        await Assertions.Expect(report.Locator("h1")).ToHaveTextAsync("Leaver report: Tomás Okafor");
        await Assertions.Expect(report).ToContainTextAsync("Ingrid Solberg");
        await Assertions.Expect(report).ToContainTextAsync("5 sessions and tokens");
        await Assertions.Expect(report).ToContainTextAsync("User b0000000-0000-4000-8000-000000000009 is not active any more");
        await Assertions.Expect(report.GetByRole(AriaRole.Row).Filter(new LocatorFilterOptions { HasText = "Unassigned" })).ToContainTextAsync("100");
        await Assertions.Expect(report).ToContainTextAsync("the nightly import is over");
        await Assertions.Expect(report.Locator("code.hash")).ToHaveTextAsync(new System.Text.RegularExpressions.Regex("^[0-9a-f]{64}$"));
    }

    [Fact]
    public async Task F7_on_paper_there_is_nothing_but_the_report()
    {
        await using RunningDashboard dashboard = await shared.SetAsync("busy-day.sql");
        await using BrowserPage browser = await dashboard.SignInAsync();
        await browser.Page.GotoAsync($"/cases/{Seeded.Failed}/report");
        await browser.Page.EmulateMediaAsync(new PageEmulateMediaOptions { Media = Media.Print });

        await Assertions.Expect(browser.Page.Locator(".report")).ToBeVisibleAsync();
        await Assertions.Expect(browser.Page.Locator("header.top")).ToBeHiddenAsync();
        await Assertions.Expect(browser.Page.Locator("nav.crumbs")).ToBeHiddenAsync();
    }

    [Fact]
    public async Task F7_the_same_as_json_with_ids_utc_times_and_hashes()
    {
        await using RunningDashboard dashboard = await shared.SetAsync("busy-day.sql");
        await using BrowserPage browser = await dashboard.SignInAsync();

        IAPIResponse answer = await browser.Page.Context.APIRequest.GetAsync(new Uri(dashboard.Address, $"/cases/{Seeded.Failed}/report.json").ToString());

        answer.Status.ShouldBe(200);
        answer.Headers["content-disposition"].ShouldContain($"offboarding-{Seeded.Failed}.json");
        JsonElement report = JsonDocument.Parse(await answer.TextAsync()).RootElement;
        report.GetProperty("leaver").GetProperty("name").GetString().ShouldBe("Tomás Okafor");
        report.GetProperty("handover").EnumerateArray().Sum(h => h.GetProperty("items").GetInt64()).ShouldBe(500);
        report.GetProperty("signInClosedAt").GetString()!.ShouldEndWith("Z");
        report.GetProperty("failures").GetArrayLength().ShouldBe(5);
        report.GetProperty("audit").EnumerateArray().ShouldAllBe(a => a.GetProperty("hash").GetString()!.Length == 64);
    }

    [Fact]
    public async Task A_case_that_is_not_there_has_no_report()
    {
        await using RunningDashboard dashboard = await shared.SetAsync("busy-day.sql");
        await using BrowserPage browser = await dashboard.SignInAsync();
        foreach (string address in (string[])[$"/cases/{Guid.Empty}/report", $"/cases/{Guid.Empty}/report.json"])
        {
            (await browser.Page.Context.APIRequest.GetAsync(new Uri(dashboard.Address, address).ToString())).Status.ShouldBe(404);
        }
    }

    [Fact]
    public async Task The_operator_who_pressed_and_why_are_in_the_report_on_the_case_and_in_the_audit_by_case_and_by_person()
    {
        await using RunningDashboard dashboard = await shared.SetAsync("busy-day.sql");
        await dashboard.Database.ExecuteAsync(
            """
            INSERT INTO offboarding.audit (workspace_id, actor, action, operation_id, details)
            SELECT workspace_id, 'ines', 'command-sent', request_id,
                   jsonb_build_object('command', 'offboarding.deactivate-user', 'userId', user_id, 'inTheNameOf', requested_by, 'comment', 'HR called twice')
            FROM offboarding.cases WHERE id = @case
            """,
            ("case", Seeded.Failed));
        await using BrowserPage browser = await dashboard.OpenAsAsync(Role.Admin);
        await browser.Page.GotoAsync($"/cases/{Seeded.Failed}/report");
        await Assertions.Expect(browser.Page.Locator(".record")).ToContainTextAsync("Ingrid Solberg");
        await Assertions.Expect(browser.Page.Locator(".record")).ToContainTextAsync("sent by ines: “HR called twice”");
        await browser.Page.GotoAsync($"/cases/{Seeded.Failed}");
        await Assertions.Expect(browser.Page.Locator("#facts")).ToContainTextAsync("by ines, on behalf of Ingrid Solberg");
        string person = (await dashboard.Database.ReadAsync<Guid>("SELECT user_id FROM offboarding.cases WHERE id = @case", ("case", Seeded.Failed))).ToString();
        foreach (string about in new[] { Seeded.Failed.ToString(), person, "Tomás Okafor" })
        {
            await browser.Page.GotoAsync($"/audit?about={Uri.EscapeDataString(about)}");
            await Assertions.Expect(browser.Page.Locator("table.audit")).ToContainTextAsync("HR called twice");
            await Assertions.Expect(browser.Page.Locator("table.audit")).ToContainTextAsync("on behalf of Ingrid Solberg");
        }
    }

    [Fact]
    public async Task Who_pressed_reactivate_and_why_is_in_the_report_of_the_departure_with_what_was_given_back()
    {
        await using RunningDashboard dashboard = await shared.SetAsync("busy-day.sql");
        await dashboard.Database.ExecuteAsync(
            """
            WITH back AS (
                INSERT INTO offboarding.cases (id, workspace_id, user_id, kind, undoes, gives_to, request_id, requested_by, state, plan, due_at, completed_at)
                SELECT gen_random_uuid(), workspace_id, user_id, 'undo', id, user_id, gen_random_uuid(), requested_by, 'completed', plan, now(), now()
                FROM offboarding.cases WHERE id = @case
                RETURNING workspace_id, undoes, user_id, requested_by, request_id),
            did AS (
                INSERT INTO offboarding.audit (workspace_id, case_id, actor, action, operation_id, details)
                SELECT workspace_id, undoes, requested_by::text, 'user-reactivated', @operation, jsonb_build_object('userId', user_id, 'undo', request_id, 'seatTaken', true) FROM back)
            INSERT INTO offboarding.audit (workspace_id, actor, action, operation_id, details)
            SELECT workspace_id, 'ines', 'command-sent', @operation,
                   jsonb_build_object('command', 'offboarding.reactivate-user', 'userId', user_id, 'inTheNameOf', requested_by, 'comment', 'back from the ward')
            FROM back
            """,
            ("case", Seeded.Completed), ("operation", Guid.NewGuid()));
        await using BrowserPage browser = await dashboard.OpenAsAsync(Role.Admin);
        await browser.Page.GotoAsync($"/cases/{Seeded.Completed}/report");
        await Assertions.Expect(browser.Page.Locator(".record tr", new() { HasText = "Given back" })).ToContainTextAsync("sent by ines: “back from the ward”");
        ILocator actions = browser.Page.Locator("section", new() { Has = browser.Page.Locator("#report-audit") });
        await Assertions.Expect(actions.Locator("tr", new() { HasText = "Command sent" }).Filter(new() { HasText = "back from the ward" })).ToHaveCountAsync(1);
        await browser.Page.GotoAsync($"/cases/{Seeded.Completed}");
        await Assertions.Expect(browser.Page.Locator("#timeline")).ToContainTextAsync("back from the ward");
    }

    [Fact]
    public async Task A_departure_that_has_not_begun_does_not_say_that_nothing_is_open()
    {
        await using RunningDashboard dashboard = await shared.SetAsync("busy-day.sql");
        await using BrowserPage browser = await dashboard.OpenAsAsync(Role.Operator);
        await browser.Page.GotoAsync($"/cases/{Seeded.Scheduled}/report");
        await Assertions.Expect(browser.Page.Locator(".record tr", new() { HasText = "Not moved" })).ToContainTextAsync("Not known before the departure starts");
    }

    [Fact]
    public async Task A_seat_is_released_by_somebody_with_a_name()
    {
        await using RunningDashboard dashboard = await shared.SetAsync("busy-day.sql");
        await dashboard.Database.ExecuteAsync(
            """
            INSERT INTO offboarding.seat_changes (workspace_id, change, user_id, from_count, to_count, changed_by, reason, request_id)
            SELECT workspace_id, 'released', user_id, 32, 31, requested_by::text, 'offboarding', request_id FROM offboarding.cases WHERE id = @case
            """,
            ("case", Seeded.Failed));
        await using BrowserPage browser = await dashboard.OpenAsAsync(Role.Operator);
        await browser.Page.GotoAsync($"/cases/{Seeded.Failed}/report");
        ILocator seat = browser.Page.Locator("section", new() { Has = browser.Page.Locator("#report-seat") });
        await Assertions.Expect(seat.Locator("tbody td").Last).ToHaveTextAsync("Ingrid Solberg");
    }
}
