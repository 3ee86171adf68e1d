using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Offboarding.Dashboard.Tests.Pages;

public sealed class LeaversTests(SharedDashboard shared) : IClassFixture<SharedDashboard>
{
    [Fact]
    public async Task The_list_shows_who_leaves_how_far_it_is_and_how_long_the_lockout_took()
    {
        await using RunningDashboard dashboard = await shared.SetAsync("busy-day.sql");
        await using BrowserPage browser = await dashboard.SignInAsync();
        ILocator row = browser.Page.Locator($"#case-{Seeded.Running}");
        await Assertions.Expect(row).ToContainTextAsync("Marta Lindqvist");
        await Assertions.Expect(row).ToContainTextAsync("marta.lindqvist@northwind.example");
        await Assertions.Expect(row).ToContainTextAsync("Northwind Support");
        await Assertions.Expect(row).ToContainTextAsync("Handing over");
        await Assertions.Expect(row).ToContainTextAsync("Reassign conversations");
        await Assertions.Expect(row).ToContainTextAsync("7,144 / 20,004");
        await Assertions.Expect(row).ToContainTextAsync("410 ms");
        ILocator time = row.Locator("time");
        (await time.GetAttributeAsync("title"))!.ShouldEndWith(" UTC");
        (await time.InnerTextAsync()).ShouldNotContain("UTC");
        await row.GetByRole(AriaRole.Link, new() { Name = "Marta Lindqvist" }).ClickAsync();
        await Assertions.Expect(browser.Page.Locator("h1")).ToHaveTextAsync("Marta Lindqvist");
    }

    [Fact]
    public async Task A_time_in_a_row_says_UTC_under_the_pointer_and_opens_the_row_when_it_is_clicked()
    {
        await using RunningDashboard dashboard = await shared.SetAsync("busy-day.sql");
        await using BrowserPage browser = await dashboard.SignInAsync();
        ILocator time = browser.Page.Locator($"#case-{Seeded.Running} time");
        await time.ScrollIntoViewIfNeededAsync();
        (await time.EvaluateAsync<string?>(
            "time => { const box = time.getBoundingClientRect(); return document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2)?.closest('[title]')?.title; }"))
            .ShouldNotBeNull().ShouldEndWith(" UTC");
        await time.ClickAsync();
        await Assertions.Expect(browser.Page.Locator("h1")).ToHaveTextAsync("Marta Lindqvist");
        browser.Complaints.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("lindq", "Marta Lindqvist")]
    [InlineData("TOMAS.OKAFOR@", "Tomás Okafor")]
    [InlineData("c0000000-0000-4000-8000-000000000003", "Priya Raman")]
    [InlineData("77777777", null)]
    [InlineData("100%_'", null)]
    public async Task Typing_finds_by_name_email_and_id_and_puts_it_in_the_address(string text, string? found)
    {
        await using RunningDashboard dashboard = await shared.SetAsync("busy-day.sql");
        await using BrowserPage browser = await dashboard.SignInAsync();
        await browser.Page.Locator("#search").PressSequentiallyAsync(text);
        ILocator names = browser.Page.Locator("#cases tbody a.row");
        await Assertions.Expect(names).ToHaveTextAsync(found is null ? [] : [found]);
        await Assertions.Expect(browser.Page).ToHaveURLAsync(new Regex("[?&]q="));
        await browser.Page.ReloadAsync();
        await Assertions.Expect(names).ToHaveTextAsync(found is null ? [] : [found]);
        browser.Complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task Pages_follow_each_other_without_a_gap_or_a_double_however_they_are_sorted()
    {
        await using RunningDashboard dashboard = await shared.SetAsync("busy-day.sql");
        await using BrowserPage browser = await dashboard.SignInAsync(scripts: false);
        foreach ((string address, int cases) in new[]
        {
            ("/leavers", 67), ("/leavers?sort=oldest", 67), ("/leavers?sort=name", 67), ("/leavers?sort=last-day", 67), ("/leavers?sort=finished", 62), ("/leavers?sort=lockout", 65), ("/leavers?sort=left-over", 1), ("/leavers?sort=attempts", 1),
        })
        {
            await browser.Page.GotoAsync(address);
            List<string?> seen = [];
            while (true)
            {
                foreach (ILocator row in await browser.Page.Locator("#cases tbody tr").AllAsync())
                {
                    seen.Add(await row.GetAttributeAsync("id"));
                }

                ILocator next = browser.Page.Locator("a[rel=next]");
                if (await next.CountAsync() == 0)
                {
                    break;
                }

                await browser.Page.GotoAsync((await next.GetAttributeAsync("href"))!);
            }

            seen.Count.ShouldBe(cases, address);
            seen.Distinct().Count().ShouldBe(cases, address);
        }
    }

    [Fact]
    public async Task Filters_are_in_the_address_and_work_together()
    {
        await using RunningDashboard dashboard = await shared.SetAsync("busy-day.sql");
        await using BrowserPage browser = await dashboard.SignInAsync(scripts: false);
        foreach ((string address, string[] found) in new (string, string[])[]
        {
            ("?step=reassign-conversations", ["Marta Lindqvist", "Tomás Okafor"]),
            ("?workspace=northwind support&state=completed", ["Priya Raman", "Wei Zhang"]),
            ("?reason=no-longer-needs-access", ["Aleksandra Wojciechowska-Brzezińska"]),
            ("?q=o'neill", ["Sam O'Neill"]),
            ("?q=brzez wojc", ["Aleksandra Wojciechowska-Brzezińska"]),
            ("?q=w zhang&sort=name", ["Wei Zhang"]),
            ("?workspace=nowhere", []),
            ("?to=2020-01-01", []),
        })
        {
            await browser.Page.GotoAsync("/leavers" + address);
            (await browser.Page.Locator("#cases tbody a.row").AllInnerTextsAsync()).ShouldBe(found, address);
        }
    }

    [Fact]
    public async Task Deletions_are_found_by_their_reason_and_other_cases_by_what_they_are()
    {
        await using RunningDashboard dashboard = await shared.SetAsync("busy-day.sql");
        await dashboard.Database.ExecuteAsync(
            """
            INSERT INTO offboarding.cases (id, kind, workspace_id, user_id, request_id, requested_by, state, due_at, reason)
            SELECT gen_random_uuid(), k.kind, u.workspace_id, u.id, gen_random_uuid(), u.id, 'refused', now(), k.reason
            FROM (VALUES ('Ada Marsh', 'delete', 'created-in-error'), ('Wei Zhang', 'delete', 'data-protection-request'), ('Sam O''Neill', 'delete', 'retention-over'),
                         ('Priya Raman', 'reassign', NULL)) k (name, kind, reason)
            JOIN workspace.users u USING (name)
            """);
        await using BrowserPage browser = await dashboard.SignInAsync();
        await browser.Page.Locator("summary", new() { HasText = "Filter and sort" }).ClickAsync();
        ILocator names = browser.Page.Locator("#cases tbody a.row");
        foreach ((string group, string reason, string found) in new[]
        {
            ("Deletions", "Created in error", "Ada Marsh"), ("Deletions", "Data protection request", "Wei Zhang"), ("Deletions", "Retention over", "Sam O'Neill"), ("Other cases", "Reassign", "Priya Raman"),
        })
        {
            await Assertions.Expect(browser.Page.Locator($"[name=reason] optgroup[label='{group}'] option", new() { HasText = reason })).ToHaveCountAsync(1);
            await browser.Page.GetByLabel("Reason").SelectOptionAsync(new SelectOptionValue { Label = reason });
            await Assertions.Expect(names).ToHaveTextAsync([found]);
        }

        // No reason of the list finds nothing for ever: what a case cannot have is not offered.
        await browser.Page.GotoAsync("/leavers?reason=delete");
        await Assertions.Expect(browser.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("delete");
    }

    [Fact]
    public async Task A_filter_that_is_chosen_goes_into_the_address_and_stays_when_the_state_changes()
    {
        await using RunningDashboard dashboard = await shared.SetAsync("busy-day.sql");
        await using BrowserPage browser = await dashboard.SignInAsync();
        await browser.Page.Locator("summary", new() { HasText = "Filter and sort" }).ClickAsync();
        await browser.Page.GetByLabel("Reason").SelectOptionAsync("contract-ended");
        ILocator names = browser.Page.Locator("#cases tbody a.row");
        await Assertions.Expect(names).ToHaveTextAsync(["Tomás Okafor", "Jonas Weber"]);
        await browser.Page.Locator("#filters a", new() { HasText = "Scheduled" }).ClickAsync();
        await Assertions.Expect(names).ToHaveTextAsync(["Jonas Weber"]);
        new Uri(browser.Page.Url).Query.ShouldBe("?state=scheduled&reason=contract-ended");
        browser.Complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_column_that_sorts_says_so_and_turns_around()
    {
        await using RunningDashboard dashboard = await shared.SetAsync("busy-day.sql");
        await using BrowserPage browser = await dashboard.SignInAsync(scripts: false);
        ILocator requested = browser.Page.Locator("th", new() { HasText = "Requested" });
        await Assertions.Expect(requested).ToHaveAttributeAsync("aria-sort", "descending");
        await requested.GetByRole(AriaRole.Link).ClickAsync();
        await Assertions.Expect(requested).ToHaveAttributeAsync("aria-sort", "ascending");
        await Assertions.Expect(browser.Page.Locator("#cases tbody a.row").First).ToHaveTextAsync("Agent 60");
    }

    [Fact]
    public async Task A_filter_shows_only_its_states()
    {
        await using RunningDashboard dashboard = await shared.SetAsync("busy-day.sql");
        await using BrowserPage browser = await dashboard.SignInAsync();
        await browser.Page.GetByRole(AriaRole.Link, new() { Name = "In progress 2" }).ClickAsync();
        await Assertions.Expect(browser.Page).ToHaveURLAsync(new Regex(@"/leavers\?state=in-progress$"));
        await Assertions.Expect(browser.Page.Locator("#cases tbody .badge")).ToHaveTextAsync(["Signing out", "Handing over"]);
    }

    [Fact]
    public async Task A_plan_is_said_in_sentences_with_names()
    {
        await using RunningDashboard dashboard = await shared.SetAsync("busy-day.sql");
        await using BrowserPage browser = await dashboard.SignInAsync();
        await browser.Page.GotoAsync($"/cases/{Seeded.Failed}");
        await Assertions.Expect(browser.Page.Locator("main")).ToContainTextAsync(
            "Conversations go up to a limit: 500 to Ada Marsh and 250 to Wei Zhang (inactive). What is left becomes unassigned.");
        await browser.Page.GotoAsync($"/cases/{Seeded.Running}");
        await Assertions.Expect(browser.Page.Locator("main")).ToContainTextAsync(
            "Conversations go in turn, one each, to Ada Marsh, Ben Castellanos and Chiara Fontana.");
        await Assertions.Expect(browser.Page.Locator("#handover")).ToContainTextAsync("2,380");
    }
}
