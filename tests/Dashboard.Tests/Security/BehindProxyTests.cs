using System.Net;
using Microsoft.Playwright;
using Offboarding.Dashboard.Security;

namespace Offboarding.Dashboard.Tests.Security;

/// <summary>A proxy in front ends TLS: what it says about a request is believed from where it is trusted, and from nobody else.</summary>
public sealed class BehindProxyTests(TestServers servers)
{
    private static readonly (string, string)[] OverHttps = [("X-Forwarded-Proto", "https"), ("X-Forwarded-Host", "ops.example.com"), ("X-Forwarded-For", "198.51.100.7")];

    [Theory]
    [InlineData("", false)]
    [InlineData("10.9.8.0/24", false)]
    [InlineData("127.0.0.1", true)]
    [InlineData("10.9.8.0/24, 127.0.0.0/8", true)]
    public async Task Over_https_cookies_are_Secure_and_browsers_are_told_to_stay_there(string trusted, bool secure)
    {
        await using RunningDashboard dashboard = await RunningDashboard.StartAsync(servers, null, ("Dashboard:TrustedProxies", trusted));
        using var form = SignInForm.Of(dashboard, OverHttps);
        using HttpResponseMessage answer = await form.SendAsync("operator", RunningDashboard.Password);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        string cookie = answer.Headers.GetValues("Set-Cookie").Single(static text => text.StartsWith("offboarding=", StringComparison.Ordinal));
        cookie.Contains("; secure", StringComparison.OrdinalIgnoreCase).ShouldBe(secure);
        answer.Headers.Contains("Strict-Transport-Security").ShouldBe(secure);
        (await dashboard.Database.ReadAsync<string>("SELECT address FROM offboarding.dashboard_sessions")).ShouldBe(secure ? "198.51.100.7" : "127.0.0.1");
    }

    [Fact]
    public async Task With_an_https_address_of_its_own_cookies_are_Secure_whatever_a_proxy_says()
    {
        await using RunningDashboard dashboard = await RunningDashboard.StartAsync(servers, null, ("Dashboard:PublicUrl", "https://ops.example.com/"));
        using var form = SignInForm.Of(dashboard);
        using HttpResponseMessage answer = await form.SendAsync("operator", RunningDashboard.Password);
        answer.Headers.GetValues("Set-Cookie").ShouldAllBe(static cookie => cookie.Contains("; secure", StringComparison.OrdinalIgnoreCase) && cookie.StartsWith("__Host-offboarding", StringComparison.Ordinal) && cookie.Contains("; path=/;", StringComparison.OrdinalIgnoreCase));
        (await form.Client.GetAsync("/sign-in", TestContext.Current.CancellationToken)).Headers.GetValues("Set-Cookie").ShouldAllBe(static cookie => cookie.StartsWith("__Host-", StringComparison.Ordinal));
        answer.Headers.GetValues("Strict-Transport-Security").ShouldHaveSingleItem().ShouldStartWith("max-age=31536000");
    }

    [Fact]
    public async Task The_address_to_come_back_to_from_a_provider_is_the_one_that_people_see()
    {
        await using DishonestProvider provider = await DishonestProvider.StartAsync();
        await using RunningDashboard dashboard = await RunningDashboard.StartAsync(
            servers, null, [.. DishonestProvider.Settings(provider.Issuer), ("Dashboard:TrustedProxies", "127.0.0.1")]);
        using var form = SignInForm.Of(dashboard, OverHttps);
        using HttpResponseMessage sent = await form.Client.GetAsync("/sign-in/provider", TestContext.Current.CancellationToken);
        Uri.UnescapeDataString(sent.Headers.Location!.Query).ShouldContain("redirect_uri=https://ops.example.com/sign-in/oidc");
    }

    [Fact]
    public async Task Whoever_guesses_holds_up_their_own_address_and_nobody_elses()
    {
        await using RunningDashboard dashboard = await RunningDashboard.StartAsync(servers, null, ("Dashboard:TrustedProxies", "127.0.0.1"));
        // What a browser claims about itself stands before what the proxy adds, and is not believed.
        int claims = 0;
        for (int i = 0; i < 5; i++)
        {
            using var guess = SignInForm.Of(dashboard, ("X-Forwarded-For", $"203.0.113.{++claims}, 198.51.100.7"));
            (await guess.SendAsync("admin", $"guess {i}")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        }

        using var guesser = SignInForm.Of(dashboard, ("X-Forwarded-For", "198.51.100.7"));
        (await guesser.SendAsync("admin", RunningDashboard.Password)).StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        using var admin = SignInForm.Of(dashboard, ("X-Forwarded-For", "198.51.100.8"));
        (await admin.SendAsync("admin", RunningDashboard.Password)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_proxy_that_signs_people_in_is_known_by_its_connection_and_not_by_an_address_in_a_header()
    {
        await using RunningDashboard dashboard = await RunningDashboard.StartAsync(
            servers, null, ("Dashboard:TrustedProxies", "127.0.0.1"), ("Dashboard:SignIn:Proxy:UserHeader", "X-Forwarded-User"), ("Dashboard:SignIn:Proxy:Trusted", "10.9.8.7"),
            ("Dashboard:SignIn:Proxy:Roles:ops-admins", "admin"));
        using var form = SignInForm.Of(dashboard, ("X-Forwarded-For", "10.9.8.7"), ("X-Forwarded-User", "ines"), ("X-Forwarded-Groups", "ops-admins"));
        (await form.Client.GetAsync("/", TestContext.Current.CancellationToken)).StatusCode.ShouldBe(HttpStatusCode.Redirect);
    }

    [Fact]
    public async Task Once_there_is_another_way_in_no_link_is_printed_and_none_works()
    {
        await using RunningDashboard dashboard = await RunningDashboard.StartAsync(servers, null, ("Dashboard:SignIn:Link", null));
        dashboard.PrintedLinks.ShouldBeEmpty();
        await using BrowserPage browser = await dashboard.OpenAsync();
        await browser.Page.GotoAsync(dashboard.NewLink().ToString());
        await Assertions.Expect(browser.Page.Locator("h1")).ToHaveTextAsync("Sign in");
        await Assertions.Expect(browser.Page.GetByText("Write a new link")).ToHaveCountAsync(0);
        (await browser.Page.Context.CookiesAsync()).ShouldNotContain(cookie => cookie.Name == "offboarding");
    }

    [Fact]
    public async Task Whoever_came_in_with_a_link_approves_nothing()
    {
        await using RunningDashboard dashboard = await RunningDashboard.StartAsync(servers, Seeded.DeskDay);
        await using BrowserPage link = await dashboard.SignInWithLinkAsync();
        await link.Page.GotoAsync($"/approvals/{Seeded.Approval}");
        await Assertions.Expect(link.Page.Locator("main")).ToContainTextAsync("Contoso");
        await Assertions.Expect(link.Page.GetByRole(AriaRole.Button, new() { Name = "Approve" })).ToHaveCountAsync(0);
        Role.Permissions(Role.OneTimeLink).ShouldBe(Permission.All.Except([Permission.Approve]), ignoreOrder: true);

        await using BrowserPage admin = await dashboard.OpenAsAsync(Role.Admin);
        await admin.Page.GotoAsync($"/approvals/{Seeded.Approval}");
        await Assertions.Expect(admin.Page.GetByRole(AriaRole.Button, new() { Name = "Approve" })).Not.ToHaveCountAsync(0);
    }
}
