using System.Net;
using System.Security.Cryptography;
using System.Web;
using Microsoft.IdentityModel.Tokens;
using Microsoft.Playwright;
using Offboarding.Dashboard.Security;
using Offboarding.Dashboard.Security.Oidc;

namespace Offboarding.Dashboard.Tests.Security;

/// <summary>How a session ends besides by signing out: by itself, by an admin, by the provider.</summary>
public sealed class SessionTests(TestServers servers)
{
    private const string Logout = "http://schemas.openid.net/event/backchannel-logout";

    [Fact]
    public async Task A_session_is_over_twelve_hours_after_it_began_however_much_is_clicked()
    {
        await using RunningDashboard dashboard = await RunningDashboard.StartAsync(servers);
        (await StatusAsync(dashboard, dashboard.CookieOf(Role.Admin, DateTimeOffset.UtcNow.AddHours(-11.9)))).ShouldBe(HttpStatusCode.OK);
        (await StatusAsync(dashboard, dashboard.CookieOf(Role.Admin, DateTimeOffset.UtcNow.AddHours(-12)))).ShouldBe(HttpStatusCode.Redirect);

        await using RunningDashboard shorter = await RunningDashboard.StartAsync(servers, null, ("Dashboard:SignIn:SessionMaximum", "01:00:00"));
        (await StatusAsync(shorter, shorter.CookieOf(Role.Admin, DateTimeOffset.UtcNow.AddHours(-1)))).ShouldBe(HttpStatusCode.Redirect);
    }

    [Fact]
    public async Task An_admin_ends_the_sessions_of_somebody_else_from_a_page()
    {
        Guid nowhere = Guid.NewGuid();
        await using RunningDashboard dashboard = await RunningDashboard.StartAsync(
            servers, "busy-day.sql",
            ("Dashboard:SignIn:Accounts:viewer:Workspaces:0", Seeded.Contoso.ToString()), ("Dashboard:SignIn:Accounts:viewer:Workspaces:1", nowhere.ToString()));
        await using BrowserPage theirs = await dashboard.OpenAsync();
        await theirs.Page.GotoAsync("/");
        await SignInAsync(theirs, "operator");
        await Assertions.Expect(theirs.Page.Locator(".who .name")).ToHaveTextAsync("operator");

        await using BrowserPage admin = await dashboard.OpenAsAsync(Role.Admin);
        await admin.Page.GotoAsync("/access");
        await Assertions.Expect(admin.Page.Locator("#limits tbody tr")).ToHaveTextAsync([$"Account viewerContoso Care and {nowhere} (no such workspace)"]);
        ILocator row = admin.Page.Locator("#signed-in li").Filter(new() { HasText = "operator" });
        await row.Locator("summary").ClickAsync();
        await row.GetByRole(AriaRole.Textbox).FillAsync("the laptop was stolen");
        await row.GetByRole(AriaRole.Button, new() { Name = "End sessions", Exact = true }).ClickAsync();
        await Assertions.Expect(admin.Page.Locator("#notice-access .notice")).ToContainTextAsync("1 session ended");

        await theirs.Page.GotoAsync("/leavers");
        await Assertions.Expect(theirs.Page.Locator("h1")).ToHaveTextAsync("Sign in");
        await admin.Page.ReloadAsync();
        await Assertions.Expect(admin.Page.Locator("#signed-in")).ToContainTextAsync("Nobody has a session");
        (await dashboard.Database.ReadAsync<string>("SELECT actor || ' ' || (details ->> 'person') || ' ' || (details ->> 'comment') FROM offboarding.audit WHERE action = 'sessions-ended'"))
            .ShouldBe("admin operator the laptop was stolen");
        admin.Complaints.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(Role.Viewer)]
    [InlineData(Role.Operator)]
    public async Task Who_is_no_admin_does_not_see_who_is_signed_in(string role)
    {
        await using RunningDashboard dashboard = await RunningDashboard.StartAsync(servers);
        await using BrowserPage browser = await dashboard.OpenAsAsync(role);
        (await browser.Page.GotoAsync("/access"))!.Status.ShouldBe(403);
        await browser.Page.GotoAsync("/");
        await Assertions.Expect(browser.Page.Locator("nav a[href='/access']")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task A_logout_at_the_provider_ends_the_sessions_here_and_a_token_with_a_single_fault_ends_none()
    {
        await using DishonestProvider provider = await DishonestProvider.StartAsync();
        await using RunningDashboard dashboard = await RunningDashboard.StartAsync(servers, null, DishonestProvider.Settings(provider.Issuer));
        using HttpClient ines = await SignInAsync(dashboard, provider, "ines", "session-1");
        using HttpClient vera = await SignInAsync(dashboard, provider, "vera", "session-2");

        Dictionary<string, Action<SecurityTokenDescriptor>> faults = new()
        {
            ["signed with another key under the same name"] = static token =>
                token.SigningCredentials = new SigningCredentials(new RsaSecurityKey(RSA.Create(2048)) { KeyId = "own" }, SecurityAlgorithms.RsaSha256),
            ["not signed"] = static token => token.SigningCredentials = null,
            ["for another client"] = static token => token.Audience = "payroll",
            ["by another issuer"] = static token => token.Issuer = "https://login.elsewhere.example",
            ["expired"] = static token => token.Expires = DateTime.UtcNow.AddHours(-1),
            ["without an end"] = static token => token.Expires = null,
            ["without a time of issue"] = static token => token.IssuedAt = null,
            ["with a nonce, as an ID token"] = static token => token.Claims["nonce"] = "any",
            ["without the event"] = static token => token.Claims.Remove("events"),
            ["with another event"] = static token => token.Claims["events"] = new Dictionary<string, object> { ["http://schemas.openid.net/event/other"] = new Dictionary<string, object>() },
            ["with an event that is no object"] = static token => token.Claims["events"] = new Dictionary<string, object> { [Logout] = "yes" },
            ["without an id"] = static token => token.Claims.Remove("jti"),
            ["about nobody"] = static token => token.Claims.Remove("sub"),
        };
        foreach ((string fault, Action<SecurityTokenDescriptor> spoil) in faults)
        {
            (await SendAsync(dashboard, provider.LogoutToken(spoil))).ShouldBe(HttpStatusCode.BadRequest, fault);
            (await StatusAsync(ines)).ShouldBe(HttpStatusCode.OK, fault);
        }

        (await SendAsync(dashboard, "nonsense")).ShouldBe(HttpStatusCode.BadRequest);
        (await SendAsync(dashboard, provider.LogoutToken(static token => token.IssuedAt = DateTime.UtcNow.AddHours(-1)))).ShouldBe(HttpStatusCode.OK);
        (await StatusAsync(ines)).ShouldBe(HttpStatusCode.OK, "a token from before this session began, sent again");

        (await SendAsync(dashboard, provider.LogoutToken())).ShouldBe(HttpStatusCode.OK);
        (await StatusAsync(ines)).ShouldBe(HttpStatusCode.Redirect);
        (await StatusAsync(vera)).ShouldBe(HttpStatusCode.OK);

        (await SendAsync(dashboard, provider.LogoutToken(static token =>
        {
            token.Claims.Remove("sub");
            token.Claims["sid"] = "session-2";
        }))).ShouldBe(HttpStatusCode.OK);
        (await StatusAsync(vera)).ShouldBe(HttpStatusCode.Redirect);
    }

    [Fact]
    public async Task Somebody_of_a_provider_is_issuer_and_subject_and_nobody_elses_account()
    {
        await using DishonestProvider provider = await DishonestProvider.StartAsync();
        await using RunningDashboard dashboard = await RunningDashboard.StartAsync(servers, null, DishonestProvider.Settings(provider.Issuer));
        // Two people to whom the provider gave the name of our account, one after the other.
        foreach (string subject in (string[])["subject-1", "subject-2", "subject-1"])
        {
            using HttpClient client = await SignInAsync(dashboard, provider, subject, "any", name: "admin");
            (await client.GetStringAsync("/", TestContext.Current.CancellationToken)).ShouldContain("admin (oidc:");
        }

        (await dashboard.Database.ReadAsync<long>("SELECT count(DISTINCT actor) FROM offboarding.dashboard_sessions")).ShouldBe(2);
        (await dashboard.Database.ReadAsync<long>("SELECT count(*) FROM offboarding.dashboard_sessions WHERE actor = 'admin'")).ShouldBe(0);

        var options = new SignInOptions { Accounts = { [OidcIdentity.Of("https://login.example.com", "1", "ines")] = new AccountOptions() } };
        SignInOptionsCheck.Problems(options).ShouldContain(static problem => problem.Contains("has the form of a name from the OpenID Connect provider", StringComparison.Ordinal));
    }

    private static async Task SignInAsync(BrowserPage browser, string name)
    {
        await browser.Page.GetByLabel("Name").FillAsync(name);
        await browser.Page.GetByLabel("Password").FillAsync(RunningDashboard.Password);
        await browser.Page.GetByRole(AriaRole.Button, new() { Name = "Sign in", Exact = true }).ClickAsync();
    }

    private static async Task<HttpClient> SignInAsync(RunningDashboard dashboard, DishonestProvider provider, string subject, string session, string? name = null)
    {
        HttpClient browser = dashboard.Client();
        using HttpResponseMessage sent = await browser.GetAsync("/sign-in/provider", TestContext.Current.CancellationToken);
        var query = HttpUtility.ParseQueryString(sent.Headers.Location!.Query);
        provider.IdToken = provider.Token(query["nonce"]!, token =>
        {
            token.Claims["sub"] = subject;
            token.Claims["preferred_username"] = name ?? subject;
            token.Claims["sid"] = session;
        });
        using HttpResponseMessage answer = await browser.GetAsync($"/sign-in/oidc?code=any&state={Uri.EscapeDataString(query["state"]!)}", TestContext.Current.CancellationToken);
        (await StatusAsync(browser)).ShouldBe(HttpStatusCode.OK);
        return browser;
    }

    private static async Task<HttpStatusCode> SendAsync(RunningDashboard dashboard, string token)
    {
        using HttpClient provider = dashboard.Client();
        using var form = new FormUrlEncodedContent([new("logout_token", token)]);
        using HttpResponseMessage answer = await provider.PostAsync(BackChannelLogout.Path, form, TestContext.Current.CancellationToken);
        answer.Headers.CacheControl!.NoStore.ShouldBeTrue();
        return answer.StatusCode;
    }

    private static async Task<HttpStatusCode> StatusAsync(HttpClient browser)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/");
        request.Headers.Accept.ParseAdd("text/html");
        return (await browser.SendAsync(request, TestContext.Current.CancellationToken)).StatusCode;
    }

    private static async Task<HttpStatusCode> StatusAsync(RunningDashboard dashboard, string cookie)
    {
        using HttpClient client = dashboard.Client();
        client.DefaultRequestHeaders.Add("Cookie", "offboarding=" + cookie);
        return await StatusAsync(client);
    }
}
