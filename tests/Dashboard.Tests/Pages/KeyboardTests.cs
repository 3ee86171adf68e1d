using Microsoft.Playwright;
using Offboarding.Dashboard.Security;

namespace Offboarding.Dashboard.Tests.Pages;

public sealed class KeyboardTests(SharedDashboard shared) : IClassFixture<SharedDashboard>
{
    [Fact]
    public async Task Rows_are_walked_opened_and_a_failed_step_is_retried_without_a_mouse()
    {
        await using RunningDashboard dashboard = await shared.SetAsync("busy-day.sql");
        await using BrowserPage browser = await dashboard.OpenAsAsync(Role.Operator);
        await browser.Page.GotoAsync("/leavers?state=needs-attention");
        await browser.Page.Keyboard.PressAsync("/");
        await Assertions.Expect(browser.Page.Locator("#search")).ToBeFocusedAsync();
        await browser.Page.Keyboard.PressAsync("j");
        await Assertions.Expect(browser.Page.Locator("#search")).ToBeFocusedAsync();
        await browser.Page.Locator("#search").BlurAsync();
        await browser.Page.GotoAsync("/leavers?state=needs-attention");
        await browser.Page.Keyboard.PressAsync("j");
        await Assertions.Expect(browser.Page.Locator($"#open-{Seeded.Failed}")).ToBeFocusedAsync();
        await browser.Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(browser.Page.Locator("h1")).ToHaveTextAsync("Tomás Okafor");
        await browser.Page.Keyboard.PressAsync("r");
        await Assertions.Expect(browser.Page.Locator("#why-reassign-conversations")).ToBeFocusedAsync();
    }

    [Fact]
    public async Task The_keys_are_listed_in_a_dialog_that_Escape_closes()
    {
        await using RunningDashboard dashboard = await shared.SetAsync();
        await using BrowserPage browser = await dashboard.OpenAsAsync(Role.Viewer);
        await browser.Page.GotoAsync("/");
        await browser.Page.Keyboard.PressAsync("?");
        await Assertions.Expect(browser.Page.GetByRole(AriaRole.Dialog, new() { Name = "Keyboard" })).ToBeVisibleAsync();
        await browser.Page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(browser.Page.Locator("#keys")).ToBeHiddenAsync();
        browser.Complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_keys_can_be_switched_off_and_stay_off()
    {
        await using RunningDashboard dashboard = await shared.SetAsync("busy-day.sql");
        await using BrowserPage browser = await dashboard.OpenAsAsync(Role.Operator);
        await browser.Page.GotoAsync($"/cases/{Seeded.Failed}");
        await browser.Page.Locator("#show-keys").ClickAsync();
        await browser.Page.GetByLabel("Use these keys in this browser").UncheckAsync();
        await browser.Page.Keyboard.PressAsync("Escape");
        await browser.Page.ReloadAsync();
        await browser.Page.Keyboard.PressAsync("r");
        await browser.Page.Keyboard.PressAsync("?");
        await Assertions.Expect(browser.Page.Locator("#keys")).ToBeHiddenAsync();
        await Assertions.Expect(browser.Page.Locator("#retry-reassign-conversations")).Not.ToHaveAttributeAsync("open", "");
        await browser.Page.Locator("#show-keys").ClickAsync();
        await browser.Page.GetByLabel("Use these keys in this browser").CheckAsync();
        await browser.Page.Keyboard.PressAsync("Escape");
        await browser.Page.Keyboard.PressAsync("r");
        await Assertions.Expect(browser.Page.Locator("#why-reassign-conversations")).ToBeFocusedAsync();
    }
}
