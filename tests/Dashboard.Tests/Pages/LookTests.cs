using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using Offboarding.Dashboard.Tests.Support;

namespace Offboarding.Dashboard.Tests.Pages;

/// <summary>
/// Every page in light, dark and on a phone. With <c>OFFBOARDING_SCREENSHOTS</c> set to a folder, what was seen is kept there.
/// </summary>
public sealed class LookTests(TestServers servers)
{
    public static TheoryData<string, string> Views()
    {
        var views = new TheoryData<string, string>();
        foreach (string page in Pages.Keys)
        {
            views.Add(page, "light");
            views.Add(page, "dark");
            views.Add(page, "phone");
        }

        return views;
    }

    private static readonly Dictionary<string, string> Pages = new()
    {
        ["now"] = "/",
        ["now-day"] = "/?window=1d",
        ["leavers"] = "/leavers",
        ["leavers-filtered"] = "/leavers?state=completed&reason=left-company&sort=lockout",
        ["leavers-none"] = "/leavers?q=nobody",
        ["case-running"] = $"/cases/{Seeded.Running}",
        ["case-failed"] = $"/cases/{Seeded.Failed}",
        ["case-scheduled"] = $"/cases/{Seeded.Scheduled}",
        ["case-unknown"] = $"/cases/{Guid.Empty}",
        ["scheduled"] = "/scheduled",
        ["seats"] = "/seats",
        ["seats-one"] = $"/seats/{Seeded.Northwind}",
        ["new"] = "/new?q=a",
        ["new-one"] = $"/new/{Seeded.Northwind}/{Seeded.Jonas}",
        ["new-list"] = $"/new/list/{Seeded.Northwind}",
        ["previews"] = "/previews",
        ["preview-accepted"] = $"/previews/{Seeded.Preview}",
        ["preview-refused"] = $"/previews/{Seeded.RefusedPreview}",
        ["preview-unknown"] = $"/previews/{Guid.Empty}",
        ["report"] = $"/cases/{Seeded.Failed}/report",
        ["messages"] = "/messages",
        ["messages-not-read"] = "/messages?kind=not-read",
        ["messages-discarded"] = "/messages?kind=discarded",
        ["failures"] = "/failures",
        ["failure-group"] = "/failures/group?step=reassign-conversations&kind=recipient-inactive",
        ["failure-group-none"] = "/failures/group?step=update-seats&kind=nothing",
        ["operations"] = "/operations",
        ["operation"] = $"/operations/{Seeded.Operation}",
        ["workers"] = "/workers",
        ["audit"] = "/audit",
        ["audit-none"] = "/audit?action=nothing",
        ["evidence"] = "/evidence?kind=conversations&item=42",
        ["not-found"] = "/no/such/page",
    };

    [Theory]
    [MemberData(nameof(Views))]
    public async Task Every_page_is_accessible_and_keeps_to_its_content_security_policy(string page, string look)
    {
        await using RunningDashboard dashboard = await RunningDashboard.StartAsync(servers, "busy-day.sql");
        await using BrowserPage browser = await dashboard.SignInAsync(
            look == "dark" ? ColorScheme.Dark : ColorScheme.Light,
            look == "phone" ? new ViewportSize { Width = 390, Height = 844 } : null);
        bool isAnError = page is "case-unknown" or "preview-unknown" or "not-found";

        IResponse? response = await browser.Page.GotoAsync(Pages[page]);
        response!.Status.ShouldBe(isAnError ? 404 : 200);
        if (!isAnError && page is not ("report" or "evidence"))
        {
            await Assertions.Expect(browser.Page.Locator("#age")).ToContainTextAsync("live ·");
        }

        await Open(browser.Page);
        await Keep(browser.Page, page, look);
        if (look != "phone")
        {
            await ShouldBeAccessibleAsync(browser.Page);
        }

        (await browser.Page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth")).ShouldBeTrue("the page scrolls sideways");
        browser.Complaints.Where(text => !isAnError || !text.Contains("404", StringComparison.Ordinal)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("light")]
    [InlineData("dark")]
    public async Task The_empty_dashboard_says_what_to_do(string look)
    {
        await using RunningDashboard dashboard = await RunningDashboard.StartAsync(servers);
        await using BrowserPage browser = await dashboard.SignInAsync(look == "dark" ? ColorScheme.Dark : ColorScheme.Light);
        await browser.Page.GotoAsync("/");
        await Assertions.Expect(browser.Page.Locator("main")).ToContainTextAsync("Nobody has left yet");
        await Keep(browser.Page, "now-empty", look);
        await ShouldBeAccessibleAsync(browser.Page);
        await browser.Page.GotoAsync("/leavers");
        await Assertions.Expect(browser.Page.Locator("main")).ToContainTextAsync("No one is leaving");
        await Assertions.Expect(browser.Page.Locator("main")).ToContainTextAsync("offboarding.deactivate-user");
        await Assertions.Expect(browser.Page.Locator("#strip")).ToContainTextAsync("No worker is alive");
        await Keep(browser.Page, "empty", look);
        await ShouldBeAccessibleAsync(browser.Page);
        await browser.Page.GotoAsync("/previews");
        await Assertions.Expect(browser.Page.Locator("main")).ToContainTextAsync("Nobody has asked for a preview");
        await Keep(browser.Page, "previews-empty", look);
        await ShouldBeAccessibleAsync(browser.Page);
        await browser.Page.GotoAsync("/messages");
        await Assertions.Expect(browser.Page.Locator("main")).ToContainTextAsync("everything could be read");
        await ShouldBeAccessibleAsync(browser.Page);
        browser.Complaints.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("light")]
    [InlineData("dark")]
    [InlineData("phone")]
    public async Task Signing_in_and_a_database_that_is_away_have_pages_of_their_own(string look)
    {
        await using RunningDashboard dashboard = await RunningDashboard.StartOnAsync(
            servers, "Host=127.0.0.1;Port=1;Username=dashboard_login;Password=none;Database=offboarding");
        await using BrowserPage browser = await dashboard.OpenAsync(
            look == "dark" ? ColorScheme.Dark : ColorScheme.Light,
            look == "phone" ? new ViewportSize { Width = 390, Height = 844 } : null);
        await browser.Page.GotoAsync("/");
        await Assertions.Expect(browser.Page.Locator("h1")).ToHaveTextAsync("Sign in");
        await Keep(browser.Page, "sign-in", look);
        await ShouldBeAccessibleAsync(browser.Page);

        await browser.Page.GotoAsync(dashboard.PrintedLinks[0].ToString());
        await Assertions.Expect(browser.Page.Locator("h1")).ToHaveTextAsync("The database cannot be read");
        await Keep(browser.Page, "away", look);
        await ShouldBeAccessibleAsync(browser.Page);
        browser.Complaints.Where(text => !text.Contains("503", StringComparison.Ordinal)).ShouldBeEmpty();
    }

    private static async Task ShouldBeAccessibleAsync(IPage page)
    {
        // Colours are reckoned once they have stopped changing.
        await page.EvaluateAsync("Promise.allSettled(document.getAnimations().map(animation => animation.finished))");
        AxeResult axe = await page.RunAxe();
        axe.Violations
            .Select(violation => $"{violation.Id}: {violation.Help} {string.Join(' ', violation.Nodes.Select(node => node.Html))}")
            .ShouldBeEmpty();
    }

    /// <summary>Opens what can be opened, so that it is looked at too.</summary>
    private static async Task Open(IPage page) =>
        await page.EvaluateAsync("document.querySelectorAll('details').forEach(details => details.open = true)");

    private static async Task Keep(IPage page, string name, string look)
    {
        if (Environment.GetEnvironmentVariable("OFFBOARDING_SCREENSHOTS") is { Length: > 0 } folder)
        {
            int height = await page.EvaluateAsync<int>("Math.min(document.documentElement.scrollHeight, 2600)");
            await page.ScreenshotAsync(new PageScreenshotOptions
            {
                Path = Path.Combine(folder, $"{name}-{look}.png"),
                FullPage = true,
                Clip = new Clip { Width = page.ViewportSize!.Width, Height = Math.Max(height, page.ViewportSize.Height) },
            });
        }
    }
}
