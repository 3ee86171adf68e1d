using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using Offboarding.Dashboard.Security;

namespace Offboarding.Dashboard.Tests.Pages;

/// <summary>
/// Every page in light, dark and on a phone: one of them for each page, or all three with <c>OFFBOARDING_LOOKS=all</c> (docs/dashboard.md). With
/// <c>OFFBOARDING_SCREENSHOTS</c> set to a folder, what was seen is kept there.
/// </summary>
public sealed class LookTests(TestServers servers, LookedAt looked) : IClassFixture<LookedAt>
{
    private static readonly string[] Looks = ["light", "dark", "phone"];

    /// <summary>Neighbours in the list are alike, so that each kind of page is seen in more than one look.</summary>
    public static TheoryData<string, string> Views() => [.. Pages.Keys.SelectMany((page, place) => LooksOf(place).Select(look => (page, look)))];

    /// <summary>For what is one test of several pages.</summary>
    public static TheoryData<string> OneOrAll(int place) => [.. LooksOf(place)];

    private static string[] LooksOf(int place) =>
        Environment.GetEnvironmentVariable("OFFBOARDING_LOOKS") == "all" ? Looks : [Looks[place % Looks.Length]];

    private static readonly Dictionary<string, string> Pages = new()
    {
        ["now"] = "/",
        ["now-day"] = "/?window=1d",
        ["leavers"] = "/leavers",
        ["leavers-filtered"] = "/leavers?state=completed&reason=left-company&sort=lockout",
        ["leavers-retrying"] = "/leavers?state=retrying",
        ["leavers-not-understood"] = "/leavers?workspace=Nowhere",
        ["leavers-none"] = "/leavers?q=nobody",
        ["case-running"] = $"/cases/{Seeded.Running}",
        ["case-failed"] = $"/cases/{Seeded.Failed}",
        ["case-scheduled"] = $"/cases/{Seeded.Scheduled}",
        ["case-plan"] = $"/cases/{Seeded.Failed}/plan",
        ["case-unknown"] = $"/cases/{Guid.Empty}",
        ["case-held"] = $"/cases/{Seeded.Held}",
        ["approvals"] = "/approvals",
        ["approval"] = $"/approvals/{Seeded.Approval}",
        ["lists"] = "/lists",
        ["list"] = $"/lists/{Seeded.Northwind}/{Seeded.List}",
        ["list-held"] = $"/lists/{Seeded.Contoso}/{Seeded.HeldList}",
        ["people"] = "/people",
        ["people-found"] = "/people?q=we",
        ["people-one-workspace"] = $"/people/{Seeded.Northwind}",
        ["people-none"] = $"/people/{Seeded.Contoso}?status=deleted",
        ["person"] = $"/people/{Seeded.Northwind}/{Seeded.Hanna}",
        ["person-held"] = $"/people/{Seeded.Northwind}/{Seeded.Wei}",
        ["work"] = $"/people/{Seeded.Northwind}/{Seeded.Hanna}/work",
        ["contacts"] = $"/contacts/{Seeded.Northwind}",
        ["contacts-none"] = $"/contacts/{Seeded.Contoso}?archived=true",
        ["contact"] = $"/contacts/{Seeded.Northwind}/902",
        ["holds"] = "/holds",
        ["holds-lifted"] = "/holds?lifted=true",
        ["left-behind"] = "/left-behind",
        ["left-behind-none"] = $"/left-behind?workspace={Seeded.Contoso}",
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
        ["search"] = "/search?q=a",
        ["search-none"] = "/search?q=nobodyatall",
        ["workspace"] = $"/workspaces/{Seeded.Northwind}",
        ["trends"] = "/trends",
        ["message"] = $"/messages/{Seeded.Refused}",
        ["message-not-read"] = $"/messages/{Seeded.Parked}",
        ["message-edit"] = $"/messages/{Seeded.Refused}/edit",
        ["messages-discarded"] = "/messages?kind=discarded",
        ["failures"] = "/failures",
        ["failures-retrying"] = "/failures?state=retrying",
        ["failure-group-retrying"] = "/failures/group?step=update-seats&kind=Npgsql.PostgresException%2055P03&state=retrying",
        ["failure-group"] = "/failures/group?step=reassign-conversations&kind=recipient-inactive",
        ["failure-group-none"] = "/failures/group?step=update-seats&kind=nothing",
        ["operations"] = "/operations",
        ["operation"] = $"/operations/{Seeded.Operation}",
        ["workers"] = "/workers",
        ["access"] = "/access",
        ["audit"] = "/audit",
        ["audit-none"] = "/audit?action=nothing",
        ["evidence"] = "/evidence?kind=conversations&item=42",
        ["not-found"] = "/no/such/page",
    };

    [Theory]
    [MemberData(nameof(Views))]
    public async Task Every_page_is_accessible_and_keeps_to_its_content_security_policy(string page, string look)
    {
        await using BrowserPage browser = await looked.Dashboard.OpenAsAsync(Role.Admin, SchemeOf(look), SizeOf(look));
        bool isAnError = page is "case-unknown" or "preview-unknown" or "not-found";

        IResponse? response = await browser.Page.GotoAsync(Pages[page]);
        response!.Status.ShouldBe(isAnError ? 404 : 200);
        if (!isAnError && page is not ("report" or "evidence"))
        {
            await Assertions.Expect(browser.Page.Locator("#age")).ToContainTextAsync("live ·");
        }

        await Open(browser.Page);
        await LookAsync(browser.Page, page, look);
        await ShouldBeAccessibleAsync(browser.Page);
        (await browser.Page.EvaluateAsync<string[]>(Covered)).ShouldBeEmpty("a click opens the row it is in");
        browser.Complaints.Where(text => !isAnError || !text.Contains("404", StringComparison.Ordinal)).ShouldBeEmpty();
    }

    [Fact]
    public async Task The_pages_that_are_not_used_every_day_are_under_More_and_it_closes_again()
    {
        await using BrowserPage browser = await looked.Dashboard.OpenAsAsync(Role.Admin);
        await browser.Page.GotoAsync("/holds");
        ILocator more = browser.Page.Locator("nav .more");
        await Assertions.Expect(more.Locator("summary")).ToHaveClassAsync("current");
        await more.Locator("summary").ClickAsync();
        await Assertions.Expect(more.GetByRole(AriaRole.Link)).Not.ToHaveCountAsync(0);
        await LookAsync(browser.Page, "more", "light");
        await ShouldBeAccessibleAsync(browser.Page);
        await browser.Page.EmulateMediaAsync(new PageEmulateMediaOptions { ColorScheme = ColorScheme.Dark });
        await LookAsync(browser.Page, "more", "dark");
        await ShouldBeAccessibleAsync(browser.Page, Colours);
        await browser.Page.SetViewportSizeAsync(390, 844);
        await LookAsync(browser.Page, "more", "phone");
        await browser.Page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(more.Locator(".groups")).ToBeHiddenAsync();
        browser.Complaints.ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(OneOrAll), 1)]
    public async Task The_empty_dashboard_says_what_to_do(string look)
    {
        await using RunningDashboard dashboard = await RunningDashboard.StartAsync(servers);
        await using BrowserPage browser = await dashboard.SignInAsync(SchemeOf(look), SizeOf(look));
        await browser.Page.GotoAsync("/");
        await Assertions.Expect(browser.Page.Locator("main")).ToContainTextAsync("Nobody has left yet");
        await Keep(browser.Page, "now-empty", look);
        await ShouldBeAccessibleAsync(browser.Page);
        await browser.Page.GotoAsync("/leavers");
        await Assertions.Expect(browser.Page.Locator("main")).ToContainTextAsync("No one is leaving");
        await Assertions.Expect(browser.Page.Locator("main")).ToContainTextAsync("offboarding.deactivate-user");
        await Assertions.Expect(browser.Page.Locator("#strip")).ToContainTextAsync("No worker is online");
        await Keep(browser.Page, "empty", look);
        await ShouldBeAccessibleAsync(browser.Page);
        await browser.Page.GotoAsync("/previews");
        await Assertions.Expect(browser.Page.Locator("main")).ToContainTextAsync("No previews yet");
        await Keep(browser.Page, "previews-empty", look);
        await ShouldBeAccessibleAsync(browser.Page);
        await browser.Page.GotoAsync("/messages");
        await Assertions.Expect(browser.Page.Locator("main")).ToContainTextAsync("everything could be read");
        await ShouldBeAccessibleAsync(browser.Page);
        foreach ((string page, string says) in ((string, string)[])
                 [("approvals", "Nothing waits for approval."), ("lists", "No list yet"), ("people", "No workspace"), ("holds", "Nobody is under legal hold."), ("left-behind", "Nobody has left yet.")])
        {
            await browser.Page.GotoAsync($"/{page}");
            await Assertions.Expect(browser.Page.Locator("main")).ToContainTextAsync(says);
            await Keep(browser.Page, $"{page}-empty", look);
            await ShouldBeAccessibleAsync(browser.Page);
        }

        browser.Complaints.ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(OneOrAll), 2)]
    public async Task Signing_in_and_a_database_that_is_away_have_pages_of_their_own(string look)
    {
        await using RunningDashboard dashboard = await RunningDashboard.StartOnAsync(
            servers, "Host=127.0.0.1;Port=1;Username=dashboard_login;Password=none;Database=offboarding");
        await using BrowserPage browser = await dashboard.OpenAsync(SchemeOf(look), SizeOf(look));
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

    /// <summary>Links and buttons that lie below the link that covers their row.</summary>
    private const string Covered =
        """
        [...document.querySelectorAll('main :is(tr, li):has(a.row) :is(a:not(.row), button, summary, input:not([type=hidden]))')].filter(each => {
          each.scrollIntoView({ block: 'center' });
          const box = each.getClientRects()[0];
          const top = box?.width && each.checkVisibility({ contentVisibilityAuto: true, visibilityProperty: true }) && document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
          return top && !each.contains(top) && top.closest('a.row');
        }).map(each => each.outerHTML)
        """;

    /// <summary>What the same page in other colours can break.</summary>
    private static readonly AxeRunOptions Colours = new() { RunOnly = RunOnlyOptions.Rules("color-contrast") };

    private static ColorScheme SchemeOf(string look) => look == "dark" ? ColorScheme.Dark : ColorScheme.Light;

    private static ViewportSize? SizeOf(string look) => look == "phone" ? new ViewportSize { Width = 390, Height = 844 } : null;

    private static async Task LookAsync(IPage page, string name, string look)
    {
        await ToStandStill(page);
        await Keep(page, name, look);
        (await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth")).ShouldBeTrue($"{look}: the page scrolls sideways");
    }

    private static async Task ShouldBeAccessibleAsync(IPage page, AxeRunOptions? only = null)
    {
        await ToStandStill(page);
        AxeResult axe = await page.RunAxe(only);
        axe.Violations
            .Select(violation => $"{violation.Id}: {violation.Help} {string.Join(' ', violation.Nodes.Select(node => node.Html))}")
            .ShouldBeEmpty();
    }

    /// <summary>Colours are reckoned once they have stopped changing; and what moves for ever distracts (WCAG 2.2.2) and keeps the browser busy.</summary>
    private static async Task ToStandStill(IPage page)
    {
        (await page.EvaluateAsync<string[]>(
            "document.getAnimations().filter(one => one.effect.getComputedTiming().iterations === Infinity).map(one => `${one.effect.target.outerHTML} ${one.animationName}`)"))
            .ShouldBeEmpty("it moves for ever");
        await page.EvaluateAsync("Promise.allSettled(document.getAnimations().map(animation => animation.finished))");
    }

    /// <summary>Opens what can be opened, so that it is looked at too.</summary>
    private static async Task Open(IPage page) =>
        await page.EvaluateAsync("document.querySelectorAll('main details').forEach(details => details.open = true)");

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
