using System.Text.Json;
using Microsoft.Playwright;
using Offboarding.Dashboard.Security;

namespace Offboarding.Dashboard.Tests.Pages;

/// <summary>Another plan for a case. No worker runs here: the test answers in its place, with rows a worker would write.</summary>
public sealed class ChangePlanTests(SharedDashboard shared) : IClassFixture<SharedDashboard>
{
    [Fact]
    public async Task The_form_is_filled_with_the_plan_and_sends_only_what_was_changed()
    {
        await using RunningDashboard dashboard = await shared.SetAsync("busy-day.sql");
        await using BrowserPage browser = await dashboard.OpenAsAsync(Role.Operator);
        await browser.Page.GotoAsync($"/cases/{Seeded.Failed}");
        await browser.Page.Locator("#change-plan").ClickAsync();
        await Assertions.Expect(browser.Page.Locator("h1")).ToHaveTextAsync("Change the plan of Tomás Okafor");
        await Assertions.Expect(browser.Page.Locator("section.card").First).ToContainTextAsync("250 to Wei Zhang (inactive)");
        await Assertions.Expect(browser.Page.Locator("#strategy-conversations")).ToHaveValueAsync("fixed");
        await Assertions.Expect(browser.Page.Locator("#given-conversations")).ToContainTextAsync("500/500");
        ILocator kind = browser.Page.Locator("details.kind").First;
        await OpenAsync(kind);
        await Assertions.Expect(kind.GetByLabel("Amount of conversations for Ada Marsh")).ToHaveValueAsync("500");
        await Assertions.Expect(kind.GetByLabel("Wei Zhang", new() { Exact = false })).ToHaveCountAsync(0);

        await kind.GetByLabel("Ada Marsh", new() { Exact = false }).First.UncheckAsync();
        await kind.GetByLabel("Ben Castellanos", new() { Exact = false }).First.CheckAsync();
        await kind.GetByLabel("Amount of conversations for Ben Castellanos").FillAsync("250");
        await browser.Page.Locator("#why-plan").SayWhyAsync("Wei has left");
        Task click = browser.Page.GetByRole(AriaRole.Button, new() { Name = "Change the plan" }).ClickAsync();
        JsonElement sent = await SentAsync(dashboard);
        (sent.GetProperty("offboardingId").GetGuid(), sent.GetProperty("comment").GetString()).ShouldBe((Seeded.Failed, "Wei has left"));
        sent.GetProperty("handover").EnumerateObject().Select(field => field.Name).ShouldBe(["conversations"]);
        JsonElement allocation = sent.GetProperty("handover").GetProperty("conversations");
        (allocation.GetProperty("strategy").GetString(), allocation.GetProperty("leftover").GetString(), allocation.GetProperty("recipients").GetRawText())
            .ShouldBe(("fixed", "unassigned", """[{"amount": 250, "userId": "b0000000-0000-4000-8000-000000000007"}]"""));
        await dashboard.Database.ExecuteAsync(
            """
            INSERT INTO offboarding.answers (workspace_id, request_id, message_name, fingerprint, events)
            VALUES (@workspace, @request, 'offboarding.change-handover', sha256('x'), '[{"exchange": "offboarding.handover-changed"}]')
            """,
            ("workspace", Seeded.Northwind), ("request", sent.GetProperty("requestId").GetGuid()));
        await click;
        await Assertions.Expect(browser.Page.Locator("#notice-case")).ToContainTextAsync("The plan is changed.");
        browser.Complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task One_colleague_is_one_and_a_form_with_mistakes_gives_the_focus_to_its_answer()
    {
        await using RunningDashboard dashboard = await shared.SetAsync("busy-day.sql");
        await dashboard.Database.ExecuteAsync("UPDATE workspace.users SET status = 'active', sign_in_closed_at = NULL WHERE name = 'Wei Zhang'");
        await using BrowserPage browser = await dashboard.OpenAsAsync(Role.Operator);
        await browser.Page.GotoAsync($"/cases/{Seeded.Failed}/plan");
        ILocator kind = browser.Page.Locator("details.kind").First;
        await OpenAsync(kind);
        ILocator ticked = kind.Locator("[name='conversations.to']:checked");
        await Assertions.Expect(ticked).ToHaveCountAsync(2);
        await browser.Page.Locator("#strategy-conversations").SelectOptionAsync("one-colleague");
        await Assertions.Expect(ticked).ToHaveCountAsync(0);
        await browser.Page.GetByRole(AriaRole.Button, new() { Name = "Show what changes" }).ClickAsync();
        await Assertions.Expect(browser.Page.Locator("#outcome")).ToContainTextAsync("Choose exactly one colleague.");
        await Assertions.Expect(browser.Page.Locator("#outcome")).ToBeFocusedAsync();

        await kind.GetByLabel("Ada Marsh", new() { Exact = false }).First.CheckAsync();
        await kind.GetByLabel("Ben Castellanos", new() { Exact = false }).First.CheckAsync();
        await Assertions.Expect(ticked).ToHaveCountAsync(1);
        await browser.Page.GetByRole(AriaRole.Button, new() { Name = "Show what changes" }).ClickAsync();
        await Assertions.Expect(browser.Page.Locator("#changes")).ToContainTextAsync("Ben Castellanos");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_a_changed_plan_changes_is_shown_before_and_after_side_by_side_and_nothing_is_sent_by_it(bool scripts)
    {
        await using RunningDashboard dashboard = await shared.SetAsync("busy-day.sql");
        await using BrowserPage browser = await dashboard.OpenAsAsync(Role.Operator, scripts: scripts);
        await browser.Page.GotoAsync($"/cases/{Seeded.Failed}/plan");
        await browser.Page.Locator("#strategy-conversations").SelectOptionAsync("unassigned");
        await browser.Page.Locator("#why-plan").FillAsync("Wei has left");
        await browser.Page.GetByRole(AriaRole.Button, new() { Name = "Show what changes" }).ClickAsync();

        ILocator row = browser.Page.Locator("#changes tr", new() { HasText = "Conversations" });
        await Assertions.Expect(row.Locator("td").Nth(0)).ToHaveTextAsync("Conversations go up to a limit: 500 to Ada Marsh and 250 to Wei Zhang (inactive). What is left becomes unassigned.");
        await Assertions.Expect(row.Locator("td").Nth(1)).ToHaveTextAsync("Conversations go to nobody: they become unassigned.");
        await Assertions.Expect(row.Locator("td").Nth(2)).ToHaveTextAsync("500");
        await Assertions.Expect(browser.Page.Locator("#changes tr", new() { HasText = "Leads" })).ToContainTextAsync("Unchanged.");
        await Assertions.Expect(browser.Page.Locator("#strategy-conversations")).ToHaveValueAsync("unassigned");
        await Assertions.Expect(browser.Page.Locator("#why-plan")).ToHaveValueAsync("Wei has left");
        if (scripts)
        {
            await Assertions.Expect(browser.Page.Locator("#changes")).ToBeFocusedAsync();
        }

        (await dashboard.Database.ReadAsync<long>("SELECT count(*) FROM offboarding.outbox")).ShouldBe(0);
        browser.Complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task Nothing_is_sent_where_nothing_is_different_or_somebody_was_faster()
    {
        await using RunningDashboard dashboard = await shared.SetAsync("busy-day.sql");
        await using BrowserPage browser = await dashboard.OpenAsAsync(Role.Operator, scripts: false);
        await browser.Page.GotoAsync($"/cases/{Seeded.Failed}/plan");
        ILocator go = browser.Page.GetByRole(AriaRole.Button, new() { Name = "Change the plan" });
        await go.ClickAsync();
        await Assertions.Expect(browser.Page.Locator("#plan-wrong")).ToContainTextAsync("Nothing is different");
        await Assertions.Expect(browser.Page.Locator("#why-wrong")).ToContainTextAsync("Enter a comment for the audit trail");

        await ChangedByInesAsync(dashboard);
        await browser.Page.Locator("#strategy-conversations").SelectOptionAsync("unassigned");
        await browser.Page.Locator("#why-plan").SayWhyAsync("Wei has left");
        await go.ClickAsync();
        await Assertions.Expect(browser.Page.Locator(".notice").First).ToContainTextAsync("Already changed by Ingrid Solberg");
        await Assertions.Expect(browser.Page.Locator("#strategy-conversations")).ToHaveValueAsync("fixed");

        await browser.Page.GotoAsync($"/cases/{Seeded.Completed}/plan");
        await Assertions.Expect(browser.Page.Locator(".notice").First).ToContainTextAsync("This case is completed");
        (await dashboard.Database.ReadAsync<long>("SELECT count(*) FROM offboarding.outbox")).ShouldBe(0);
    }

    [Fact]
    public async Task F7_timeline_and_report_say_who_changed_the_plan_and_what_held_before()
    {
        await using RunningDashboard dashboard = await shared.SetAsync("busy-day.sql");
        await ChangedByInesAsync(dashboard);
        await using BrowserPage browser = await dashboard.OpenAsAsync(Role.Operator, scripts: false);
        await browser.Page.GotoAsync($"/cases/{Seeded.Failed}");
        await Assertions.Expect(browser.Page.Locator("#timeline li.act").First).ToContainTextAsync("All conversations go to Wei Zhang (inactive).");
        await Assertions.Expect(browser.Page.Locator("#timeline .plan-change tbody tr td").Nth(1)).ToHaveTextAsync("All conversations go to Ben Castellanos.");
        await Assertions.Expect(browser.Page.Locator("#timeline li.act").First).ToContainTextAsync("All conversations go to Ben Castellanos.");
        await browser.Page.GotoAsync($"/cases/{Seeded.Failed}/report");
        await Assertions.Expect(browser.Page.Locator("table.record")).ToContainTextAsync("Plan changed by");
        await Assertions.Expect(browser.Page.Locator("table.record")).ToContainTextAsync("Ingrid Solberg, 2");
    }

    private static Task ChangedByInesAsync(RunningDashboard dashboard) => dashboard.Database.ExecuteAsync(
        """
        INSERT INTO offboarding.audit (workspace_id, case_id, actor, action, operation_id, details)
        VALUES (@workspace, @case, 'b0000000-0000-4000-8000-000000000001', 'handover-changed', gen_random_uuid(),
                '{"kinds": {"conversations": {"before": {"strategy": "one-colleague", "recipients": [{"userId": "b0000000-0000-4000-8000-000000000009"}]},
                  "after": {"strategy": "one-colleague", "recipients": [{"userId": "b0000000-0000-4000-8000-000000000007"}]}, "moved": 500}}, "comment": "Wei has left"}')
        """,
        ("workspace", Seeded.Northwind), ("case", Seeded.Failed));

    private static async Task OpenAsync(ILocator kind)
    {
        if (await kind.GetAttributeAsync("open") is null)
        {
            await kind.Locator("summary").ClickAsync();
        }
    }

    private static async Task<JsonElement> SentAsync(RunningDashboard dashboard)
    {
        await Eventually.TrueAsync(async () => await dashboard.Database.ReadAsync<long>("SELECT count(*) FROM offboarding.outbox") == 1, "a command to be sent");
        return JsonDocument.Parse(await dashboard.Database.ReadAsync<string>("SELECT convert_from(body, 'UTF8') FROM offboarding.outbox")).RootElement;
    }
}
