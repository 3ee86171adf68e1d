using Microsoft.Playwright;
using Offboarding.Dashboard.Commands;
using Offboarding.Dashboard.Pages.Operation;
using Offboarding.Dashboard.Security;

namespace Offboarding.Dashboard.Tests.Pages;

/// <summary>From the group of failures to the operation, as operator and as viewer.</summary>
public sealed class FailuresTests(SharedDashboard shared) : IClassFixture<SharedDashboard>
{
    [Fact]
    public async Task An_operator_selects_says_why_starts_and_stops_and_a_second_stop_hears_who_was_first()
    {
        await using RunningDashboard dashboard = await shared.SetAsync("busy-day.sql");
        await using BrowserPage browser = await dashboard.OpenAsAsync(Role.Operator);
        await browser.Page.GotoAsync("/failures");
        await Assertions.Expect(browser.Page.Locator("#failures")).ToContainTextAsync("1 failure");
        await Assertions.Expect(browser.Page.Locator("#failures")).ToContainTextAsync("Tomás Okafor");
        await browser.Page.GetByRole(AriaRole.Link, new() { Name = "Reassign conversations" }).ClickAsync();
        await Assertions.Expect(browser.Page.Locator("main")).ToContainTextAsync("Retried before");
        await browser.Page.GetByLabel("Tick all on this page").CheckAsync();
        await browser.Page.GetByRole(AriaRole.Button, new() { Name = "Retry 1 selected…" }).ClickAsync();

        await Assertions.Expect(browser.Page.Locator("#ask-title")).ToHaveTextAsync("Retry 1 failed step: reassign conversations?");
        (await dashboard.Database.ReadAsync<string>("SELECT state FROM offboarding.operations WHERE actor = 'operator'")).ShouldBe("frozen", "nothing is done before the yes");
        await browser.Page.GetByLabel("Comment").SayWhyAsync("the recipient is back");
        await browser.Page.GetByRole(AriaRole.Button, new() { Name = "Yes, start" }).ClickAsync();
        await Assertions.Expect(browser.Page.Locator("#operation-facts .badge")).ToHaveTextAsync("Running");
        (await dashboard.Database.ReadAsync<string>(
            "SELECT concat_ws(' ', o.state, o.asked, o.why, i.case_id, i.step) FROM offboarding.operations o JOIN offboarding.operation_items i ON i.operation_id = o.id WHERE o.actor = 'operator'"))
            .ShouldBe($"running 1 the recipient is back {Seeded.Failed} reassign-conversations");

        await using BrowserPage other = await dashboard.OpenAsAsync(Role.Admin, scripts: false);
        await other.Page.GotoAsync(new Uri(browser.Page.Url).PathAndQuery);
        await browser.Page.Locator("#stop summary").ClickAsync();
        await browser.Page.GetByRole(AriaRole.Button, new() { Name = "Stop now" }).ClickAsync();
        await Assertions.Expect(browser.Page.Locator("#notice-operation")).ToContainTextAsync("Nothing more is sent");
        await Assertions.Expect(browser.Page.Locator("#stop")).ToHaveCountAsync(0);
        await other.Page.Locator("#stop summary").ClickAsync();
        await other.Page.GetByRole(AriaRole.Button, new() { Name = "Stop now" }).ClickAsync();
        await Assertions.Expect(other.Page.Locator("#notice-operation")).ToContainTextAsync("already been stopped");
        await Assertions.Expect(other.Page.Locator("#notice-operation")).ToContainTextAsync("operator");
        (await dashboard.Database.ReadAsync<string>(
            "SELECT string_agg(concat_ws(' ', action, actor, details ->> 'comment'), ', ' ORDER BY id) FROM offboarding.audit WHERE action LIKE 'operation-%'"))
            .ShouldBe("operation-started operator the recipient is back, operation-stopped operator");
        browser.Complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task All_of_a_group_are_frozen_on_the_server_and_nothing_starts_without_a_reason_even_without_scripts()
    {
        await using RunningDashboard dashboard = await shared.SetAsync("busy-day.sql");
        await using BrowserPage browser = await dashboard.OpenAsAsync(Role.Operator, scripts: false);
        await browser.Page.GotoAsync("/failures/group?step=reassign-conversations&kind=recipient-inactive");
        await browser.Page.GetByRole(AriaRole.Button, new() { Name = "Retry the one…" }).ClickAsync();
        await browser.Page.Locator("#why-start").EvaluateAsync("why => why.required = false");
        await browser.Page.GetByRole(AriaRole.Button, new() { Name = "Yes, start" }).ClickAsync();
        await Assertions.Expect(browser.Page.Locator("#notice-operation")).ToContainTextAsync("Enter a comment for the audit trail");
        (await dashboard.Database.ReadAsync<string>("SELECT state FROM offboarding.operations WHERE actor = 'operator'")).ShouldBe("frozen");
        await browser.Page.GotoAsync("/operations");
        await Assertions.Expect(browser.Page.Locator("main")).ToContainTextAsync("Awaiting confirmation");
    }

    [Fact]
    public async Task A_viewer_reads_failures_and_operations_without_names_and_without_buttons_that_act()
    {
        await using RunningDashboard dashboard = await shared.SetAsync("busy-day.sql");
        await using BrowserPage browser = await dashboard.OpenAsAsync(Role.Viewer);
        foreach (string address in (string[])["/failures/group?step=reassign-conversations&kind=recipient-inactive", $"/operations/{Seeded.Operation}"])
        {
            await browser.Page.GotoAsync(address);
            await Assertions.Expect(browser.Page.Locator("main")).ToContainTextAsync("T. O.");
            await Assertions.Expect(browser.Page.Locator("main button:not(.copy), main [role=button], main input[type=checkbox]")).ToHaveCountAsync(0);
        }

        await Assertions.Expect(browser.Page.Locator("main")).Not.ToContainTextAsync("Wei Zhang");
        browser.Complaints.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("stopped", "already been stopped", "bert")]
    [InlineData("running", "already been started", "ines")]
    [InlineData("done", "already finished", null)]
    [InlineData("frozen", "Only the person who selected", "ines")]
    public void A_stale_act_says_what_came_before_and_who_did_it(string state, string text, string? by)
    {
        ActOutcome outcome = OperationStore.Declined(new OperationRow { State = state, Asked = 3, Actor = "ines", StoppedBy = "bert" });
        (outcome.Sent, outcome.By).ShouldBe((false, by));
        outcome.Text.ShouldContain(text);
    }
}
