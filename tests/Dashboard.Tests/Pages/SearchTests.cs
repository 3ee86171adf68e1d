using Microsoft.Playwright;
using Offboarding.Dashboard.Security;

namespace Offboarding.Dashboard.Tests.Pages;

public sealed class SearchTests(SharedDashboard shared) : IClassFixture<SharedDashboard>
{
    [Fact]
    public async Task Whatever_somebody_has_in_hand_opens_the_page_it_is_on()
    {
        await using RunningDashboard dashboard = await shared.SetAsync(Seeded.DeskDay);
        Guid request = await dashboard.Database.ReadAsync<Guid>("SELECT request_id FROM offboarding.cases WHERE id = @id", ("id", Seeded.Completed));
        // Its words begin like those of the address that is typed below.
        await dashboard.Database.ExecuteAsync(
            "INSERT INTO workspace.users (workspace_id, id, name, email, status, sign_in_closed_at) VALUES (@workspace, gen_random_uuid(), 'Jonas Weber', 'jonas.weber@northwind.examples', 'inactive', now())",
            ("workspace", Seeded.Northwind));
        await using BrowserPage browser = await dashboard.OpenAsAsync(Role.Operator);
        foreach ((string typed, string opens) in ((string, string)[])
                 [
                     ($"{Seeded.Failed}", $"/cases/{Seeded.Failed}"), ($"{request}", $"/cases/{Seeded.Completed}"), ("f0000000", $"/operations/{Seeded.Operation}"),
                     ("Solberg", $"/people/{Seeded.Northwind}/b0000000-0000-4000-8000-000000000001"), ("Jonas.Weber@northwind.example", $"/people/{Seeded.Northwind}/{Seeded.Jonas}"),
                     ($"{Seeded.Jonas}", $"/people/{Seeded.Northwind}/{Seeded.Jonas}"), ("contoso care", $"/workspaces/{Seeded.Contoso}"),
                     ($"{Seeded.Parked}", $"/messages/{Seeded.Parked}"), ("77777777-0000-4000-8000-000000000001", $"/messages/{Seeded.Refused}"),
                     ($"{Seeded.Operation}", $"/operations/{Seeded.Operation}"), ($"{Seeded.Approval}", $"/approvals/{Seeded.Approval}"), ($"{Seeded.Preview}", $"/previews/{Seeded.Preview}"),
                     ($"{Seeded.List}", $"/lists/{Seeded.Northwind}/{Seeded.List}"), ("2000", "/evidence?kind=conversations&item=2000"),
                     ("5f1f6c1e", "/audit?about=5f1f6c1e-8a4e-4a52-9f3b-2f4f2f9a1b11"),
                 ])
        {
            await browser.Page.GotoAsync("/workers");
            await browser.Page.Keyboard.PressAsync("/");
            await Assertions.Expect(browser.Page.Locator("#find-all")).ToBeFocusedAsync();
            await browser.Page.Locator("#find-all").FillAsync(typed);
            await browser.Page.Keyboard.PressAsync("Enter");
            await Assertions.Expect(browser.Page).ToHaveURLAsync(new Uri(dashboard.Address, opens).ToString());
            await Assertions.Expect(browser.Page.Locator("h1").First).ToBeVisibleAsync();
        }

        // A conversation and a contact have this number.
        await browser.Page.GotoAsync("/search?q=902");
        await Assertions.Expect(browser.Page.Locator(".hits")).ToContainTextAsync("Conversations 902, last to");
        await Assertions.Expect(browser.Page.Locator($".hits a[href='/contacts/{Seeded.Northwind}/902']")).ToHaveCountAsync(1);

        browser.Complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task Several_hits_are_a_list_and_nothing_says_what_can_be_searched_for()
    {
        await using RunningDashboard dashboard = await shared.SetAsync("busy-day.sql");
        await using BrowserPage browser = await dashboard.OpenAsAsync(Role.Operator);
        await browser.Page.GotoAsync("/search?q=ma");
        await Assertions.Expect(browser.Page.Locator(".hits a.row")).ToHaveTextAsync(["Ada Marsh", "Marta Lindqvist"]);
        await Assertions.Expect(browser.Page.Locator("#find-all")).ToHaveValueAsync("ma");
        await Assertions.Expect(browser.Page.Locator(".hits")).ToContainTextAsync("Northwind Support");
        await browser.Page.GotoAsync("/search?q=nobodyatall");
        await Assertions.Expect(browser.Page.Locator("h1")).ToHaveTextAsync("Nothing found");
        await Assertions.Expect(browser.Page.Locator("main")).ToContainTextAsync("the number of an item");
        browser.Complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_viewer_searches_by_number_and_id_and_reads_no_name()
    {
        await using RunningDashboard dashboard = await shared.SetAsync("busy-day.sql");
        await using BrowserPage browser = await dashboard.OpenAsAsync(Role.Viewer);
        await browser.Page.GotoAsync("/search?q=marta");
        await Assertions.Expect(browser.Page.Locator("main")).ToContainTextAsync("needs the permission view-personal-data");
        await browser.Page.GotoAsync($"/search?q={Seeded.Failed}");
        await Assertions.Expect(browser.Page.Locator("h1")).ToHaveTextAsync("T. O.");
        // The first eight characters of the ids of everybody.
        await browser.Page.GotoAsync("/search?q=b0000000");
        await Assertions.Expect(browser.Page.Locator(".hits")).ToContainTextAsync("M. L.");
        await Assertions.Expect(browser.Page.Locator(".hits")).Not.ToContainTextAsync("Marta");
    }

    [Fact]
    public async Task A_workspace_has_an_overview_with_what_fails_there_and_departures_of_any_days()
    {
        await using RunningDashboard dashboard = await shared.SetAsync(Seeded.DeskDay);
        await using BrowserPage browser = await dashboard.OpenAsAsync(Role.Operator);
        await browser.Page.GotoAsync("/people");
        await browser.Page.GetByRole(AriaRole.Link, new() { Name = "Overview of Northwind Support" }).ClickAsync();
        await Assertions.Expect(browser.Page.Locator("h1")).ToHaveTextAsync("Northwind Support");
        await Assertions.Expect(browser.Page.Locator(".counts li", new() { HasText = "Needs attention" }).Locator("strong")).ToHaveTextAsync("1");
        await Assertions.Expect(browser.Page.Locator("section[aria-labelledby=wants-title]")).ToContainTextAsync("recipient-inactive");
        await Assertions.Expect(browser.Page.Locator("section[aria-labelledby=wants-title]")).ToContainTextAsync("Refused requests");
        ILocator step = browser.Page.Locator("section[aria-labelledby=steps-title] tr", new() { HasText = "Reassign conversations" });
        await Assertions.Expect(step.Locator("td").Nth(1)).ToHaveTextAsync("1");

        await browser.Page.GetByLabel("From", new() { Exact = true }).FillAsync("2001-01-01");
        await browser.Page.GetByLabel("To", new() { Exact = true }).FillAsync("2001-02-01");
        await browser.Page.GetByRole(AriaRole.Button, new() { Name = "Show", Exact = true }).ClickAsync();
        await Assertions.Expect(browser.Page.Locator("section[aria-labelledby=weeks-title]")).ToContainTextAsync("Nobody left in these days.");
        await browser.Page.GetByLabel("From", new() { Exact = true }).FillAsync("1999-01-01");
        await browser.Page.GotoAsync($"/workspaces/{Seeded.Northwind}?from=2026-02-01&to=2026-01-01");
        await Assertions.Expect(browser.Page.Locator("main")).ToContainTextAsync("The range ends before it begins");
        await browser.Page.GotoAsync($"/workspaces/{Seeded.Northwind}?from=2020-01-01&to=2026-01-01");
        await Assertions.Expect(browser.Page.Locator("main")).ToContainTextAsync("at most 371 days");
        browser.Complaints.Where(static complaint => !complaint.Contains("400", StringComparison.Ordinal)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Trends_tell_week_by_week_how_many_left_and_which_steps_failed()
    {
        await using RunningDashboard dashboard = await shared.SetAsync("busy-day.sql");
        long cases = await dashboard.Database.ReadAsync<long>("SELECT count(*) FROM offboarding.cases");
        await using BrowserPage browser = await dashboard.OpenAsAsync(Role.Viewer);
        await browser.Page.GotoAsync("/trends");
        ILocator weeks = browser.Page.Locator(".weeks tbody tr");
        // Twelve weeks, and the part of one that they begin in.
        (await weeks.CountAsync()).ShouldBeInRange(12, 13);
        (await weeks.Locator("td:nth-of-type(1)").AllInnerTextsAsync()).Sum(static text => long.Parse(text.Replace(",", "", StringComparison.Ordinal), System.Globalization.CultureInfo.InvariantCulture)).ShouldBe(cases);
        ILocator step = browser.Page.Locator("tr", new() { HasText = "Reassign conversations" });
        await Assertions.Expect(step.Locator("td").Nth(1)).ToHaveTextAsync("1");
        await Assertions.Expect(step.Locator("td").Nth(3)).ToHaveTextAsync("3");
        browser.Complaints.ShouldBeEmpty();
    }
}
