using Microsoft.Playwright;
using Offboarding.Dashboard.Commands;
using Offboarding.Dashboard.Pages.Operation;
using Offboarding.Dashboard.Pages.Operations;
using Offboarding.Dashboard.Security;

namespace Offboarding.Dashboard.Tests.Pages;

/// <summary>Many leavers at once: selected in the list, or all that match it.</summary>
public sealed class BulkTests(SharedDashboard shared) : IClassFixture<SharedDashboard>
{
    [Fact]
    public async Task An_operator_selects_with_keys_and_mouse_and_is_asked_for_those_it_is_possible_for()
    {
        await using RunningDashboard dashboard = await shared.SetAsync("busy-day.sql");
        await using BrowserPage browser = await dashboard.OpenAsAsync(Role.Operator);
        await browser.Page.GotoAsync("/leavers?workspace=Northwind%20Support");
        ILocator selected = browser.Page.Locator("[data-selected]");
        await Assertions.Expect(selected).ToBeDisabledAsync();
        await browser.Page.Locator($"#open-{Seeded.Running}").FocusAsync();
        await browser.Page.Keyboard.PressAsync("x");
        await Assertions.Expect(selected).ToHaveTextAsync("For 1 selected…");
        await browser.Page.Locator($"#tick-{Seeded.Failed}").CheckAsync();
        await browser.Page.Locator($"#tick-{Seeded.Completed}").CheckAsync();
        await browser.Page.Locator("#bulk-act").SelectOptionAsync("Pause");

        // What is ticked stays ticked while the row around it changes.
        await dashboard.Database.ExecuteAsync($"UPDATE offboarding.steps SET done = 7200 WHERE case_id = '{Seeded.Running}' AND name = 'reassign-conversations'");
        await Assertions.Expect(browser.Page.Locator($"#case-{Seeded.Running}")).ToContainTextAsync("7,204 / 20,004");
        await Assertions.Expect(browser.Page.Locator($"#tick-{Seeded.Running}")).ToBeCheckedAsync();
        await Assertions.Expect(selected).ToHaveTextAsync("For 3 selected…");
        await selected.ClickAsync();

        await Assertions.Expect(browser.Page.Locator("#why-start")).ToBeFocusedAsync();
        await Assertions.Expect(browser.Page.Locator("#ask-title")).ToHaveTextAsync("Pause 2 cases?");
        await Assertions.Expect(browser.Page.Locator("#operation-facts")).ToContainTextAsync("From 3 cases that were selected");
        (await dashboard.Database.ReadAsync<string>("SELECT state FROM offboarding.operations WHERE actor = 'operator'")).ShouldBe("frozen", "nothing is done before the yes");
        await browser.Page.GetByLabel("Comment").SayWhyAsync("the migration comes first");
        await browser.Page.GetByRole(AriaRole.Button, new() { Name = "Yes, start" }).ClickAsync();
        await Assertions.Expect(browser.Page.Locator("#operation-facts .badge")).ToHaveTextAsync("Running");
        (await dashboard.Database.ReadAsync<string>(
            "SELECT concat_ws(' ', o.kind, o.state, o.why, string_agg(i.case_id::text, ' ' ORDER BY i.case_id)) FROM offboarding.operations o JOIN offboarding.operation_items i ON i.operation_id = o.id WHERE o.actor = 'operator' GROUP BY o.id"))
            .ShouldBe($"pause-cases running the migration comes first {Seeded.Running} {Seeded.Failed}");
        browser.Complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task All_that_match_are_those_that_the_list_shows_also_where_it_is_sorted_by_what_not_all_have()
    {
        await using RunningDashboard dashboard = await shared.SetAsync("busy-day.sql");
        await using BrowserPage browser = await dashboard.OpenAsAsync(Role.Operator, scripts: false);
        await browser.Page.GotoAsync("/leavers?sort=attempts");
        await Assertions.Expect(browser.Page.Locator("#cases tbody a.row")).ToHaveTextAsync(["Tomás Okafor"]);
        await browser.Page.Locator("#bulk-act").SelectOptionAsync("Pause");
        await browser.Page.GetByRole(AriaRole.Button, new() { Name = "For the one that matches…" }).ClickAsync();
        await Assertions.Expect(browser.Page.Locator("#ask-title")).ToHaveTextAsync("Pause 1 case?");
        (await dashboard.Database.ReadAsync<string>(
            "SELECT string_agg(i.case_id::text, ' ') FROM offboarding.operations o JOIN offboarding.operation_items i ON i.operation_id = o.id WHERE o.actor = 'operator'")).ShouldBe(Seeded.Failed.ToString());
    }

    [Fact]
    public async Task All_that_match_are_frozen_on_the_server_even_without_scripts_and_whom_somebody_searched_for_is_not_kept()
    {
        await using RunningDashboard dashboard = await shared.SetAsync("busy-day.sql");
        await using BrowserPage browser = await dashboard.OpenAsAsync(Role.Operator, scripts: false);
        await browser.Page.GotoAsync("/leavers?q=okafor&state=needs-attention");
        await browser.Page.Locator("#bulk-act").SelectOptionAsync("Retry failed steps");
        await browser.Page.GetByRole(AriaRole.Button, new() { Name = "For the one that matches…" }).ClickAsync();
        await Assertions.Expect(browser.Page.Locator("#ask-title")).ToHaveTextAsync("Retry 2 failed steps?");
        await Assertions.Expect(browser.Page.Locator("#operation-facts")).ToContainTextAsync("All that matched the filter");
        (await dashboard.Database.ReadAsync<string>("SELECT scope::text FROM offboarding.operations WHERE actor = 'operator'"))
            .ShouldBe("""{"filter": "?state=needs-attention", "searched": true}""");

        await browser.Page.GotoAsync("/leavers");
        await browser.Page.Locator("#bulk-act").SelectOptionAsync("Resume");
        await browser.Page.GetByRole(AriaRole.Button, new() { Name = "For all that match…" }).ClickAsync();
        await Assertions.Expect(browser.Page.Locator("main")).ToContainTextAsync("There is nothing to do");
    }

    [Fact]
    public async Task Calling_off_is_asked_for_in_the_name_of_an_admin_and_so_of_one_workspace()
    {
        await using RunningDashboard dashboard = await shared.SetAsync("busy-day.sql");
        await dashboard.Database.ExecuteAsync(
            "UPDATE offboarding.cases SET state = 'scheduled', completed_at = NULL WHERE id = 'c0000000-0000-4000-9000-000000000001'");
        await using BrowserPage browser = await dashboard.OpenAsAsync(Role.Operator, scripts: false);
        await browser.Page.GotoAsync("/leavers?state=scheduled");
        await browser.Page.Locator("#bulk-act").SelectOptionAsync("Cancel");
        await browser.Page.GetByRole(AriaRole.Button, new() { Name = "For both that match…" }).ClickAsync();
        await Assertions.Expect(browser.Page.Locator("main")).ToContainTextAsync("the selection spans several workspaces");
        await Assertions.Expect(browser.Page.GetByRole(AriaRole.Button, new() { Name = "Yes, start" })).ToHaveCountAsync(0);

        await browser.Page.GetByRole(AriaRole.Link, new() { Name = "Northwind Support (1)" }).ClickAsync();
        await Assertions.Expect(browser.Page.Locator("#cases tbody a.row")).ToHaveTextAsync(["Jonas Weber"]);
        await browser.Page.Locator("#bulk-act").SelectOptionAsync("Cancel");
        await browser.Page.GetByRole(AriaRole.Button, new() { Name = "For the one that matches…" }).ClickAsync();
        await browser.Page.GetByLabel("On behalf of").SelectOptionAsync("Ada Marsh (admin)");
        await browser.Page.GetByLabel("Comment").SayWhyAsync("he stays");
        await browser.Page.GetByRole(AriaRole.Button, new() { Name = "Yes, start" }).ClickAsync();
        await Assertions.Expect(browser.Page.Locator("#operation-facts")).ToContainTextAsync("by operator, on behalf of Ada Marsh");
    }

    [Fact]
    public async Task Failed_steps_of_a_group_are_skipped_by_who_may_skip()
    {
        await using RunningDashboard dashboard = await shared.SetAsync("busy-day.sql");
        await using BrowserPage browser = await dashboard.OpenAsAsync(Role.Operator);
        await browser.Page.GotoAsync("/failures/group?step=reassign-conversations&kind=recipient-inactive");
        await browser.Page.GetByRole(AriaRole.Button, new() { Name = "Skip the one…" }).ClickAsync();
        await Assertions.Expect(browser.Page.Locator("#ask-title")).ToHaveTextAsync("Skip 1 failed step: reassign conversations?");
        (await dashboard.Database.ReadAsync<string>("SELECT kind || ' ' || asked FROM offboarding.operations WHERE actor = 'operator'")).ShouldBe("skip-steps 1");
        browser.Complaints.ShouldBeEmpty();
    }

    /// <summary>With scripts the button is off until something is selected.</summary>
    [Fact]
    public async Task A_button_for_the_selected_says_that_nothing_is_selected_and_nothing_is_frozen()
    {
        await using RunningDashboard dashboard = await shared.SetAsync("busy-day.sql");
        const string group = "/failures/group?step=reassign-conversations&kind=recipient-inactive";
        await using BrowserPage scripted = await dashboard.OpenAsAsync(Role.Operator);
        await scripted.Page.GotoAsync(group);
        await Assertions.Expect(scripted.Page.GetByRole(AriaRole.Button, new() { Name = "Retry 0 selected…" })).ToBeDisabledAsync();
        await Assertions.Expect(scripted.Page.GetByRole(AriaRole.Button, new() { Name = "Skip 0 selected…" })).ToBeDisabledAsync();

        await using BrowserPage browser = await dashboard.OpenAsAsync(Role.Operator, scripts: false);
        foreach ((string page, string button) in ((string, string)[])[(group, "Retry selected…"), (group, "Skip selected…"), ("/leavers?state=needs-attention", "For the selected…")])
        {
            await browser.Page.GotoAsync(page);
            await browser.Page.GetByRole(AriaRole.Button, new() { Name = button }).ClickAsync();
            await Assertions.Expect(browser.Page.Locator("h1")).ToHaveTextAsync("Nothing is selected");
            await Assertions.Expect(browser.Page.Locator("main")).ToContainTextAsync("Nothing was sent.");
            await browser.Page.GetByRole(AriaRole.Link, new() { Name = "Back to the list" }).ClickAsync();
            new Uri(browser.Page.Url).PathAndQuery.ShouldBe(page);
        }

        (await dashboard.Database.ReadAsync<long>("SELECT count(*) FROM offboarding.operations WHERE actor = 'operator'")).ShouldBe(0);
    }

    [Fact]
    public async Task A_step_that_ends_access_offers_no_skip_and_a_group_of_many_has_a_second_page()
    {
        await using RunningDashboard dashboard = await shared.SetAsync("busy-day.sql");
        await dashboard.Database.ExecuteAsync(
            "UPDATE offboarding.steps SET status = 'failed' WHERE name = 'sign-out-sessions' AND workspace_id = 'a0000000-0000-4000-8000-000000000002'");
        await using BrowserPage browser = await dashboard.OpenAsAsync(Role.Operator, scripts: false);
        await browser.Page.GotoAsync("/failures/group?step=sign-out-sessions&kind=unknown");
        await Assertions.Expect(browser.Page.GetByRole(AriaRole.Button, new() { Name = "Retry all 60…" })).ToBeVisibleAsync();
        await Assertions.Expect(browser.Page.GetByRole(AriaRole.Button, new() { Name = "Skip" })).ToHaveCountAsync(0);
        await Assertions.Expect(browser.Page.Locator("main tbody tr")).ToHaveCountAsync(50);
        await browser.Page.GetByRole(AriaRole.Link, new() { Name = "Older" }).ClickAsync();
        await Assertions.Expect(browser.Page.Locator("main tbody tr")).ToHaveCountAsync(10);
    }

    [Fact]
    public async Task A_viewer_sees_no_ticks_and_nothing_to_do_with_them()
    {
        await using RunningDashboard dashboard = await shared.SetAsync("busy-day.sql");
        await using BrowserPage browser = await dashboard.OpenAsAsync(Role.Viewer);
        await browser.Page.GotoAsync("/leavers");
        await Assertions.Expect(browser.Page.Locator("#cases tbody tr")).ToHaveCountAsync(50);
        await Assertions.Expect(browser.Page.Locator("#cases input[type=checkbox], #bulk")).ToHaveCountAsync(0);
        await dashboard.Database.ExecuteAsync($"UPDATE offboarding.steps SET done = 7200 WHERE case_id = '{Seeded.Running}' AND name = 'reassign-conversations'");
        await Assertions.Expect(browser.Page.Locator($"#case-{Seeded.Running}")).ToContainTextAsync("7,204 / 20,004");
        await Assertions.Expect(browser.Page.Locator("#cases input[type=checkbox]")).ToHaveCountAsync(0);
        browser.Complaints.ShouldBeEmpty();
    }

    [Fact]
    public void What_is_asked_for_in_the_name_of_an_admin_says_so_before_anything_is_done()
    {
        var form = new ActForm("he stays", null, "", "", false);
        var row = new OperationRow { Kind = "cancel-cases", State = "frozen", Asked = 2 };
        OperationStore.Missing(row, form)!.ShouldContain("Filter by one workspace");
        OperationStore.Missing(row with { WorkspaceId = Guid.NewGuid() }, form)!.ShouldContain("Choose on whose behalf");
        OperationStore.Missing(row with { WorkspaceId = Guid.NewGuid() }, form with { InTheNameOf = Guid.NewGuid() }).ShouldBeNull();
        OperationStore.Missing(row with { Kind = "pause-cases" }, form).ShouldBeNull();
        OperationStore.Missing(row with { Kind = "pause-cases" }, form with { Why = null })!.ShouldContain("Enter a comment for the audit trail");
        OperationStore.Missing(row with { State = "running" }, form with { Why = null }).ShouldBeNull("what came before is said instead");
    }

    [Fact]
    public void Every_act_has_a_name_and_the_limit_is_said_where_it_was_reached()
    {
        BulkActs.OnCases.Select(act => OperationText.Title(new OperationRow { Kind = act.Kind, Asked = 2 }))
            .ShouldBe(["Retry 2 failed steps", "Skip 2 failed steps", "Pause 2 cases", "Resume 2 cases", "Cancel 2 cases"]);
        OperationText.Chosen(new OperationRow { Scope = """{"filter": ""}""", Asked = BulkActs.Most })!.ShouldContain("100,000 at most");
    }
}
