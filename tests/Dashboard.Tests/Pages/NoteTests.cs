using Microsoft.Playwright;
using Offboarding.Dashboard.Security;

namespace Offboarding.Dashboard.Tests.Pages;

/// <summary>Operators tell each other what they know, and who has it, on a case and on a group of failures.</summary>
public sealed class NoteTests(SharedDashboard shared) : IClassFixture<SharedDashboard>
{
    [Fact]
    public async Task A_note_and_I_have_it_are_on_the_case_with_name_and_time_for_everybody_who_looks_and_in_the_trail()
    {
        await using RunningDashboard dashboard = await shared.SetAsync("busy-day.sql");
        await using BrowserPage other = await dashboard.OpenAsAsync(Role.Admin);
        await other.Page.GotoAsync($"/cases/{Seeded.Failed}");
        await Assertions.Expect(other.Page.Locator("#note-list")).ToContainTextAsync("Nobody has taken this on");
        await using BrowserPage browser = await dashboard.OpenAsAsync(Role.Operator);
        await browser.Page.GotoAsync($"/cases/{Seeded.Failed}");
        await browser.Page.Locator("#note-text").FillAsync("Wei is on holiday until Monday");
        await browser.Page.GetByRole(AriaRole.Button, new() { Name = "Add note" }).ClickAsync();
        await Assertions.Expect(other.Page.Locator("#note-list")).ToContainTextAsync("Wei is on holiday until Monday");
        await Assertions.Expect(browser.Page.Locator("#note-text")).ToHaveValueAsync("");
        await browser.Page.GetByRole(AriaRole.Button, new() { Name = "Add note" }).ClickAsync();
        await Assertions.Expect(browser.Page.Locator("#notice-case")).ToContainTextAsync("Enter the note");
        // Nobody can let go of what nobody has.
        await Assertions.Expect(browser.Page.GetByRole(AriaRole.Button, new() { Name = "Let it go" })).ToHaveCountAsync(0);
        await browser.Page.GetByRole(AriaRole.Button, new() { Name = "I have it" }).ClickAsync();
        await Assertions.Expect(other.Page.Locator("#note-list p")).ToContainTextAsync("operator has it");
        await browser.Page.GetByRole(AriaRole.Button, new() { Name = "Let it go" }).ClickAsync();
        await Assertions.Expect(other.Page.Locator("#note-list p")).ToContainTextAsync("Nobody has taken this on");
        (await dashboard.Database.ReadAsync<string>(
            "SELECT string_agg(concat_ws(' ', action, actor, details ->> 'comment'), ', ' ORDER BY id) FROM offboarding.audit WHERE case_id = @case AND actor = 'operator'", ("case", Seeded.Failed)))
            .ShouldBe("note-added operator Wei is on holiday until Monday, taken-on operator, let-go operator");
        browser.Complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task Who_has_a_group_of_failures_is_said_where_it_is_listed_even_without_scripts()
    {
        await using RunningDashboard dashboard = await shared.SetAsync("busy-day.sql");
        await using BrowserPage browser = await dashboard.OpenAsAsync(Role.Operator, scripts: false);
        await browser.Page.GotoAsync("/failures/group?step=reassign-conversations&kind=recipient-inactive");
        await browser.Page.Locator("#note-text").FillAsync("asked the workspace");
        await browser.Page.GetByRole(AriaRole.Button, new() { Name = "I have it" }).ClickAsync();
        await Assertions.Expect(browser.Page.Locator("#note-list")).ToContainTextAsync("operator has it: asked the workspace");
        await browser.Page.GotoAsync("/failures");
        await Assertions.Expect(browser.Page.Locator("#failures")).ToContainTextAsync("operator has it");
        await browser.Page.GotoAsync("/");
        await Assertions.Expect(browser.Page.Locator("#attention")).ToContainTextAsync("operator has it");
        await using BrowserPage viewer = await dashboard.OpenAsAsync(Role.Viewer);
        await viewer.Page.GotoAsync($"/cases/{Seeded.Failed}");
        await Assertions.Expect(viewer.Page.Locator("#note")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Who_had_an_earlier_trouble_of_the_same_kind_does_not_have_this_one()
    {
        await using RunningDashboard dashboard = await shared.SetAsync("busy-day.sql");
        await using BrowserPage browser = await dashboard.OpenAsAsync(Role.Operator);
        await browser.Page.GotoAsync("/failures/group?step=reassign-conversations&kind=recipient-inactive");
        await browser.Page.GetByRole(AriaRole.Button, new() { Name = "Add note" }).ClickAsync();
        await Assertions.Expect(browser.Page.Locator("#notice-group")).ToContainTextAsync("Enter the note");
        await browser.Page.GetByRole(AriaRole.Button, new() { Name = "I have it" }).ClickAsync();
        await Assertions.Expect(browser.Page.Locator("#note-list")).ToContainTextAsync("operator has it");

        // All of it fails for the first time after that.
        await dashboard.Database.ExecuteAsync("UPDATE offboarding.step_attempts SET failed_at = now() + interval '1 min' WHERE step = 'reassign-conversations'");
        await browser.Page.ReloadAsync();
        await Assertions.Expect(browser.Page.Locator("#note-list p")).ToContainTextAsync("Nobody has taken this on");
        await browser.Page.GotoAsync("/failures");
        await Assertions.Expect(browser.Page.Locator("#failures .group")).Not.ToHaveCountAsync(0);
        await Assertions.Expect(browser.Page.Locator("#failures")).Not.ToContainTextAsync("has it");
    }
}
