using System.Text.Json;
using Microsoft.Playwright;
using Offboarding.Dashboard.Security;

namespace Offboarding.Dashboard.Tests.Pages;

/// <summary>F9: mass changes that wait for a second person.</summary>
public sealed class ApprovalTests(SharedDashboard shared) : IClassFixture<SharedDashboard>
{
    private static readonly string Address = $"/approvals/{Seeded.Approval}";

    [Fact]
    public async Task F9_what_waits_is_on_the_Now_page_and_a_second_person_approves_the_number_they_saw()
    {
        await using RunningDashboard dashboard = await shared.SetAsync(Seeded.DeskDay);
        await using BrowserPage browser = await dashboard.OpenAsAsync(Role.Admin);
        await browser.Page.GotoAsync("/");
        ILocator waits = browser.Page.Locator($"#attention #approval-{Seeded.Approval}");
        await Assertions.Expect(waits).ToContainTextAsync("Awaiting approval");
        await Assertions.Expect(waits).ToContainTextAsync("Contoso Care · requested by Agent 70");
        await Assertions.Expect(browser.Page.Locator("#strip")).ToContainTextAsync("8 departures wait for approval");
        await waits.Locator("a").ClickAsync();

        ILocator card = browser.Page.Locator($"#approval-{Seeded.Approval}");
        await Assertions.Expect(card).ToContainTextAsync("Contoso Care lets 5 people, and 10 % of its active users, leave within 24 hours without a second person.");
        await Assertions.Expect(browser.Page.Locator("#approval-people tbody tr")).ToHaveCountAsync(8);
        await card.Locator($"#approve-{Seeded.Approval}").OpenAndSendAsync("agreed with the works council");
        await Assertions.Expect(card).ToContainTextAsync("Requested: approve 8 departures.");

        JsonElement body = await SentAsync(dashboard, "offboarding.approve-mass-change");
        (body.GetProperty("people").GetInt32(), body.GetProperty("requestedBy").GetString(), body.GetProperty("comment").GetString(), body.GetProperty("approvalId").GetGuid())
            .ShouldBe((8, "admin", "agreed with the works council", Seeded.Approval));
        (await dashboard.Database.ReadAsync<string>("SELECT details ->> 'approvalId' FROM offboarding.audit WHERE operation_id = @id", ("id", body.GetProperty("requestId").GetGuid())))
            .ShouldBe(Seeded.Approval.ToString());

        await dashboard.Database.ExecuteAsync(
            """
            UPDATE offboarding.approvals SET status = 'approved', decided_at = now(), decided_by = 'admin', decision_request = gen_random_uuid(), decided_people = 8 WHERE id = @id;
            UPDATE offboarding.cases SET state = 'scheduled' WHERE approval_id = @id
            """,
            ("id", Seeded.Approval));
        await Assertions.Expect(card).ToContainTextAsync("by admin");
        await Assertions.Expect(card.Locator("details.confirm")).ToHaveCountAsync(0);
        browser.Complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task F9_a_last_day_is_the_day_that_is_over_then()
    {
        await using RunningDashboard dashboard = await shared.SetAsync(Seeded.DeskDay);
        // Friday the 4th of December, in Vienna.
        await dashboard.Database.ExecuteAsync("UPDATE offboarding.cases SET due_at = '2026-12-04T23:00:00Z' WHERE id = @case", ("case", Seeded.Held));
        await using BrowserPage browser = await dashboard.OpenAsAsync(Role.Admin);
        await browser.Page.GotoAsync(Address);
        await Assertions.Expect(browser.Page.Locator("#approval-people tr", new() { Has = browser.Page.Locator($"a[href='/cases/{Seeded.Held}']") }))
            .ToContainTextAsync("4 Dec 2026, end of day (Europe/Vienna)");
    }

    [Fact]
    public async Task F9_a_number_that_changed_meanwhile_and_the_one_who_asked_are_declined_and_a_rejection_needs_no_number()
    {
        await using RunningDashboard dashboard = await shared.SetAsync(Seeded.DeskDay);
        await using BrowserPage browser = await dashboard.OpenAsAsync(Role.Admin, scripts: false);
        await browser.Page.GotoAsync(Address);
        await dashboard.Database.ExecuteAsync("UPDATE offboarding.cases SET state = 'cancelled' WHERE id = @id", ("id", Seeded.Held));
        await DecideAsync(browser.Page, "approve", "fine");
        await Assertions.Expect(browser.Page.Locator(".notice")).ToContainTextAsync("7 people wait now, not 8. Review them again. Nothing was changed.");

        await DecideAsync(browser.Page, "reject", "a wrong export");
        await Assertions.Expect(browser.Page.Locator(".notice")).ToContainTextAsync("Requested.");
        (await SentAsync(dashboard, "offboarding.reject-mass-change")).GetProperty("comment").GetString().ShouldBe("a wrong export");

        // The list was sent by this operator, in an admin's name: said before they try, and declined if they try with an old page.
        await browser.Page.GotoAsync("/approvals");
        await dashboard.Database.ExecuteAsync(
            "INSERT INTO offboarding.audit (workspace_id, actor, action, operation_id, details) VALUES (@workspace, 'Admin', 'command-sent', @request, '{}')",
            ("workspace", Seeded.Contoso), ("request", Seeded.HeldList));
        await DecideAsync(browser.Page, "approve", "my own");
        await Assertions.Expect(browser.Page.Locator(".notice")).ToContainTextAsync("You requested these departures: a second person decides. Nothing was done.");
        await Assertions.Expect(browser.Page.Locator($"#approval-{Seeded.Approval}")).ToContainTextAsync("You requested these departures. A second person decides about them.");
        await Assertions.Expect(browser.Page.Locator("details.confirm")).ToHaveCountAsync(0);
        (await dashboard.Database.ReadAsync<long>("SELECT count(*) FROM offboarding.outbox")).ShouldBe(1);
    }

    [Fact]
    public async Task F9_somebody_named_like_one_who_would_leave_is_told_so_and_declined()
    {
        await using RunningDashboard dashboard = await shared.SetAsync(Seeded.DeskDay);
        await using BrowserPage browser = await dashboard.OpenAsAsync(Role.Admin, scripts: false);
        await browser.Page.GotoAsync("/approvals");
        await dashboard.Database.ExecuteAsync(
            "UPDATE workspace.users u SET name = 'Admin' FROM offboarding.cases c WHERE c.id = @case AND u.workspace_id = c.workspace_id AND u.id = c.user_id", ("case", Seeded.Held));

        // With a page of before.
        await DecideAsync(browser.Page, "approve", "my own");

        await Assertions.Expect(browser.Page.Locator(".notice")).ToContainTextAsync("One of those who would leave has your name or address: somebody else decides. Nothing was done.");
        await browser.Page.GotoAsync("/approvals");
        await Assertions.Expect(browser.Page.Locator($"#approval-{Seeded.Approval}")).ToContainTextAsync("One of those who would leave has your name or address. Somebody else decides about them.");
        await Assertions.Expect(browser.Page.Locator("details.confirm")).ToHaveCountAsync(0);
        (await dashboard.Database.ReadAsync<long>("SELECT count(*) FROM offboarding.outbox")).ShouldBe(0);
    }

    [Fact]
    public async Task F9_a_limited_operator_learns_nothing_of_who_would_leave_elsewhere()
    {
        await using RunningDashboard dashboard = await shared.SetAsync(Seeded.DeskDay);
        string leaver = await dashboard.Database.ReadAsync<string>(
            "SELECT u.name FROM offboarding.cases c JOIN workspace.users u ON u.workspace_id = c.workspace_id AND u.id = c.user_id WHERE c.id = @case", ("case", Seeded.Held));

        (await LeavesAsync(Seeded.Contoso)).ShouldBeTrue();
        (await LeavesAsync(Guid.NewGuid())).ShouldBeFalse();

        Task<bool> LeavesAsync(Guid workspace) => dashboard.Database.ReadAsync<bool>(
            "SELECT dashboard_limited.leaves_by(@approval, @leaver) FROM set_config('offboarding.workspaces', @workspace, false)",
            ("approval", Seeded.Approval), ("leaver", leaver), ("workspace", workspace.ToString()));
    }

    [Fact]
    public async Task F9_without_the_permission_one_sees_what_waits_and_what_was_decided_and_decides_nothing()
    {
        await using RunningDashboard dashboard = await shared.SetAsync(Seeded.DeskDay);
        await using BrowserPage browser = await dashboard.OpenAsAsync(Role.Operator);
        await browser.Page.GotoAsync("/approvals");
        await Assertions.Expect(browser.Page.Locator($"#approval-{Seeded.Approval} .people li")).ToHaveCountAsync(8);
        await Assertions.Expect(browser.Page.Locator("details.confirm")).ToHaveCountAsync(0);
        ILocator decided = browser.Page.Locator("#approvals tbody tr");
        await Assertions.Expect(decided.First).ToContainTextAsync("a wrong export");
        await Assertions.Expect(decided.Last).ToContainTextAsync("nobody, in time");

        await browser.Page.GotoAsync($"/cases/{Seeded.Held}");
        await Assertions.Expect(browser.Page.Locator("#facts")).ToContainTextAsync("Awaiting approval.");
        (await browser.Page.EvaluateAsync<string[]>("[...document.querySelectorAll('details.confirm')].map(act => act.id)")).ShouldBe(["reschedule", "cancel", "set-return"]);
        await browser.Page.Locator("#facts a", new() { HasText = "review them" }).ClickAsync();
        await Assertions.Expect(browser.Page.Locator("#approval-people")).ToBeVisibleAsync();
        browser.Complaints.ShouldBeEmpty();
    }

    private static async Task DecideAsync(IPage page, string act, string why)
    {
        ILocator form = page.Locator($"#{act}-{Seeded.Approval}");
        await form.OpenAndSendAsync(why);
    }

    private static async Task<JsonElement> SentAsync(RunningDashboard dashboard, string exchange) =>
        JsonDocument.Parse(await dashboard.Database.ReadAsync<string>("SELECT convert_from(body, 'UTF8') FROM offboarding.outbox WHERE exchange = @exchange", ("exchange", exchange))).RootElement;
}
