using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Offboarding.Dashboard.Security;

namespace Offboarding.Dashboard.Tests.Pages;

/// <summary>Pages with their filters that people keep, each for themselves or for everybody.</summary>
public sealed class SavedViewTests(SharedDashboard shared) : IClassFixture<SharedDashboard>
{
    [Fact]
    public async Task A_page_is_saved_with_its_filters_for_one_or_for_everybody_and_never_with_what_was_searched_for()
    {
        await using RunningDashboard dashboard = await shared.SetAsync("busy-day.sql");
        await using BrowserPage mine = await dashboard.OpenAsAsync(Role.Operator, scripts: false);
        await mine.Page.GotoAsync("/leavers?state=needs-attention&sort=name&q=okafor");
        await SaveAsync(mine.Page, "Mine");
        await Assertions.Expect(mine.Page).ToHaveURLAsync(new Regex(@"/leavers\?state=needs-attention&sort=name$"));
        await Assertions.Expect(View(mine.Page, "Mine")).ToHaveAttributeAsync("aria-current", "true");

        // With scripts the address has changed since the page was loaded.
        await using BrowserPage other = await dashboard.OpenAsAsync(Role.Admin);
        await other.Page.GotoAsync("/leavers");
        await Assertions.Expect(View(other.Page, "Mine")).ToHaveCountAsync(0);
        await other.Page.Locator(".narrow-down summary").ClickAsync();
        await other.Page.GetByLabel("Sort by").SelectOptionAsync("left-over");
        await Assertions.Expect(other.Page).ToHaveURLAsync(new Regex("sort=left-over"));
        await SaveAsync(other.Page, "Most left over", shared: true);
        await mine.Page.ReloadAsync();
        await View(mine.Page, "Most left over").ClickAsync();
        await Assertions.Expect(mine.Page).ToHaveURLAsync(new Regex("/leavers\\?sort=left-over$"));

        // Everybody removes what is theirs; an admin also what is there for everybody.
        await mine.Page.Locator("#save-view summary").ClickAsync();
        await Assertions.Expect(mine.Page.GetByRole(AriaRole.Button, new() { Name = "Remove" })).ToHaveTextAsync(["Remove “Mine”"]);
        await mine.Page.GetByRole(AriaRole.Button, new() { Name = "Remove" }).ClickAsync();
        await Assertions.Expect(View(mine.Page, "Mine")).ToHaveCountAsync(0);
        (await dashboard.Database.ReadAsync<string>("SELECT string_agg(concat_ws(' ', page, name, query, shared), ', ') FROM offboarding.saved_views"))
            .ShouldBe("/leavers Most left over ?sort=left-over t");
        other.Complaints.ShouldBeEmpty();
    }

    private static async Task SaveAsync(IPage page, string name, bool shared = false)
    {
        await page.Locator("#save-view summary").ClickAsync();
        await page.Locator("#view-name").FillAsync(name);
        await page.GetByLabel("For everybody").SetCheckedAsync(shared);
        await page.GetByRole(AriaRole.Button, new() { Name = "Save this view", Exact = true }).ClickAsync();
        await Assertions.Expect(View(page, name)).ToHaveCountAsync(1);
    }

    private static ILocator View(IPage page, string name) => page.Locator(".saved-views > a").Filter(new() { HasText = name });
}
