using Microsoft.Playwright;

namespace Offboarding.Dashboard.Tests.Security;

/// <summary>Sign-in at a real provider that insists on PKCE, in a real browser.</summary>
public sealed class OidcTests(TestServers servers)
{
    [Theory]
    [InlineData("ines", true)]
    [InlineData("vera", false)]
    public async Task Somebody_signs_in_at_the_provider_and_has_the_role_of_their_group(string name, bool seesNames)
    {
        await using OidcProvider provider = await OidcProvider.StartAsync();
        await using RunningDashboard dashboard = await RunningDashboard.StartAsync(servers, "busy-day.sql", Settings(provider.Issuer));
        await using BrowserPage browser = await dashboard.OpenAsync();
        await SignInAsync(browser, name);
        await Assertions.Expect(browser.Page.Locator(".who .name")).ToHaveTextAsync(name);
        await browser.Page.GotoAsync("/leavers");
        if (seesNames)
        {
            await Assertions.Expect(browser.Page.Locator("main")).ToContainTextAsync("Marta Lindqvist");
        }
        else
        {
            await Assertions.Expect(browser.Page.Locator("main")).ToContainTextAsync("M. L.");
        }

        string copied = (await browser.Page.Context.CookiesAsync()).Single(cookie => cookie.Name == "offboarding").Value;

        // The mapping counts at each request, not at the sign-in.
        dashboard.Configuration["Dashboard:SignIn:Oidc:Roles:ops-admins"] = "viewer";
        dashboard.Configuration.Reload();
        await browser.Page.ReloadAsync();
        await Assertions.Expect(browser.Page.Locator("main")).ToContainTextAsync("M. L.");

        await browser.Page.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();
        await Assertions.Expect(browser.Page.Locator("h1")).ToHaveTextAsync("Sign in");
        await browser.Page.Context.AddCookiesAsync([new Cookie { Name = "offboarding", Value = copied, Url = dashboard.Address.ToString() }]);
        await browser.Page.GotoAsync("/messages");
        await Assertions.Expect(browser.Page.Locator("h1")).ToHaveTextAsync("Sign in");
    }

    [Fact]
    public async Task A_provider_that_insists_on_pushed_authorization_gets_it_and_the_browser_carries_only_a_reference()
    {
        await using OpenIddictProvider provider = await OpenIddictProvider.StartAsync("ines", "ops-admins");
        await using RunningDashboard dashboard = await RunningDashboard.StartAsync(servers, "busy-day.sql", Settings(provider.Issuer));
        await using BrowserPage browser = await dashboard.OpenAsync();
        await browser.Page.GotoAsync("/");
        await browser.Page.GetByRole(AriaRole.Button, new() { Name = "Sign in with your organization" }).ClickAsync();
        await Assertions.Expect(browser.Page.Locator(".who .name")).ToHaveTextAsync("ines");
        provider.BroughtByBrowser.ShouldContain("request_uri=");
        provider.BroughtByBrowser.ShouldNotContain("nonce=");
    }

    [Fact]
    public async Task A_provider_with_pushed_authorization_that_rejects_the_client_signs_nobody_in_and_the_page_says_so()
    {
        await using OpenIddictProvider provider = await OpenIddictProvider.StartAsync("ines", "ops-admins");
        await using RunningDashboard dashboard = await RunningDashboard.StartAsync(
            servers, null, [.. Settings(provider.Issuer), ("Dashboard:SignIn:Oidc:ClientSecret", "another secret")]);
        await using BrowserPage browser = await dashboard.OpenAsync();
        await browser.Page.GotoAsync("/");
        await browser.Page.GetByRole(AriaRole.Button, new() { Name = "Sign in with your organization" }).ClickAsync();
        await Assertions.Expect(browser.Page.GetByRole(AriaRole.Alert)).ToBeVisibleAsync();
        (await browser.Page.Context.CookiesAsync()).ShouldNotContain(cookie => cookie.Name == "offboarding");
    }

    [Fact]
    public async Task Whose_groups_have_no_role_is_not_let_in()
    {
        await using OidcProvider provider = await OidcProvider.StartAsync();
        await using RunningDashboard dashboard = await RunningDashboard.StartAsync(servers, null, Settings(provider.Issuer));
        await using BrowserPage browser = await dashboard.OpenAsync();
        await SignInAsync(browser, "gast");
        await Assertions.Expect(browser.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("did not let you in");
        await browser.Page.GotoAsync("/");
        await Assertions.Expect(browser.Page.Locator("h1")).ToHaveTextAsync("Sign in");
    }

    [Fact]
    public async Task An_answer_that_nobody_asked_for_signs_nobody_in_and_a_provider_that_is_away_is_said()
    {
        await using RunningDashboard dashboard = await RunningDashboard.StartAsync(servers, null, Settings(new Uri("http://127.0.0.1:1")));
        await using BrowserPage browser = await dashboard.OpenAsync();
        await browser.Page.GotoAsync("/sign-in/oidc?code=stolen&state=made-up");
        await Assertions.Expect(browser.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("did not let you in");
        await browser.Page.GetByRole(AriaRole.Button, new() { Name = "Sign in with your organization" }).ClickAsync();
        await Assertions.Expect(browser.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("does not answer");
        (await browser.Page.Context.CookiesAsync()).ShouldNotContain(cookie => cookie.Name == "offboarding");
    }

    private static async Task SignInAsync(BrowserPage browser, string name)
    {
        await browser.Page.GotoAsync("/");
        await browser.Page.GetByRole(AriaRole.Button, new() { Name = "Sign in with your organization" }).ClickAsync();
        await browser.Page.Locator("input[name=login]").FillAsync(name);
        await browser.Page.Locator("input[name=password]").FillAsync("any");
        await browser.Page.Locator("button[type=submit]").ClickAsync();
        // The provider asks whether the dashboard may know.
        await browser.Page.GetByRole(AriaRole.Button, new() { Name = "Continue" }).ClickAsync();
    }

    private static (string, string?)[] Settings(Uri issuer) =>
    [
        ("Dashboard:SignIn:Oidc:Authority", issuer.ToString().TrimEnd('/')),
        ("Dashboard:SignIn:Oidc:ClientId", "offboarding"),
        ("Dashboard:SignIn:Oidc:ClientSecret", "a secret between the two"),
        ("Dashboard:SignIn:Oidc:Roles:ops-admins", "admin"),
        ("Dashboard:SignIn:Oidc:Roles:ops-viewers", "viewer"),
    ];
}
