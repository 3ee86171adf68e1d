using System.Net;
using Microsoft.Playwright;
using Offboarding.Dashboard.Security;

namespace Offboarding.Dashboard.Tests.Security;

/// <summary>Accounts of the configuration: in, out, demoted, gone.</summary>
public sealed class AccountTests(TestServers servers)
{
    [Fact]
    public async Task An_account_signs_in_with_its_password_and_acts_under_its_name()
    {
        await using RunningDashboard dashboard = await RunningDashboard.StartAsync(servers, "busy-day.sql");
        await using BrowserPage browser = await dashboard.OpenAsync();
        await browser.Page.GotoAsync("/");
        await SignInAsync(browser, "operator", "not the password");
        await Assertions.Expect(browser.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("The name or the password is wrong");
        await Assertions.Expect(browser.Page.Locator("#name")).ToHaveValueAsync("operator");
        await SignInAsync(browser, "operator", RunningDashboard.Password);
        await Assertions.Expect(browser.Page.Locator(".who .name")).ToHaveTextAsync("operator");
        await browser.Page.GotoAsync("/leavers");
        await Assertions.Expect(browser.Page.Locator("main")).ToContainTextAsync("Marta Lindqvist");
    }

    [Fact]
    public async Task A_cookie_that_was_copied_before_the_sign_out_is_worth_nothing_at_any_process()
    {
        await using RunningDashboard dashboard = await RunningDashboard.StartAsync(servers);
        await using BrowserPage browser = await dashboard.OpenAsync();
        await browser.Page.GotoAsync("/");
        await SignInAsync(browser, "admin", RunningDashboard.Password);
        await Assertions.Expect(browser.Page.Locator(".who .name")).ToHaveTextAsync("admin");
        string copied = (await browser.Page.Context.CookiesAsync()).Single(cookie => cookie.Name == "offboarding").Value;
        (await StatusAsync(dashboard, copied)).ShouldBe(HttpStatusCode.OK);

        await browser.Page.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();
        await Assertions.Expect(browser.Page.Locator("h1")).ToHaveTextAsync("Sign in");

        (await StatusAsync(dashboard, copied)).ShouldBe(HttpStatusCode.Redirect);
        (await StatusAsync(dashboard, dashboard.CookieOf(Role.Admin))).ShouldBe(HttpStatusCode.OK, "another session of the same account goes on");
    }

    [Fact]
    public async Task A_demoted_account_loses_its_rights_with_the_next_request_and_one_that_is_gone_all_of_them()
    {
        await using RunningDashboard dashboard = await RunningDashboard.StartAsync(servers, "busy-day.sql");
        using HttpClient admin = dashboard.Client(Role.Admin);
        string report = $"/cases/{Seeded.Failed}/report.json";
        (await admin.GetAsync(report, TestContext.Current.CancellationToken)).StatusCode.ShouldBe(HttpStatusCode.OK);

        Change("Dashboard:SignIn:Accounts:admin:Role", "viewer");
        (await admin.GetAsync(report, TestContext.Current.CancellationToken)).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await admin.GetStringAsync("/leavers", TestContext.Current.CancellationToken)).ShouldNotContain("Marta Lindqvist");

        // Nonsense is not taken; what held before goes on holding.
        Change("Dashboard:SignIn:Accounts:admin:Role", "emperor");
        (await admin.GetAsync(report, TestContext.Current.CancellationToken)).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await admin.GetAsync("/", TestContext.Current.CancellationToken)).StatusCode.ShouldBe(HttpStatusCode.OK);

        // Another password ends the sessions of the old one.
        Change("Dashboard:SignIn:Accounts:admin:Role", "admin");
        (await admin.GetAsync(report, TestContext.Current.CancellationToken)).StatusCode.ShouldBe(HttpStatusCode.OK);
        Change("Dashboard:SignIn:Accounts:admin:PasswordHash", Dashboard.Security.Accounts.PasswordCheck.Hash("another password"));
        (await admin.GetAsync("/", TestContext.Current.CancellationToken)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);

        void Change(string key, string value)
        {
            dashboard.Configuration[key] = value;
            dashboard.Configuration.Reload();
        }
    }

    [Fact]
    public async Task After_five_wrong_passwords_not_even_the_right_one_is_tried()
    {
        await using RunningDashboard dashboard = await RunningDashboard.StartAsync(servers);
        await using BrowserPage browser = await dashboard.OpenAsync();
        await browser.Page.GotoAsync("/");
        for (int i = 0; i < 5; i++)
        {
            await SignInAsync(browser, "viewer", $"guess {i}");
            await Assertions.Expect(browser.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("is wrong");
        }

        await SignInAsync(browser, "viewer", RunningDashboard.Password);
        await Assertions.Expect(browser.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("Too many wrong passwords");
        await SignInAsync(browser, "operator", RunningDashboard.Password);
        await Assertions.Expect(browser.Page.Locator(".who .name")).ToHaveTextAsync("operator");
    }

    private static async Task SignInAsync(BrowserPage browser, string name, string password)
    {
        await browser.Page.GetByLabel("Name").FillAsync(name);
        await browser.Page.GetByLabel("Password").FillAsync(password);
        await browser.Page.GetByRole(AriaRole.Button, new() { Name = "Sign in", Exact = true }).ClickAsync();
    }

    private static async Task<HttpStatusCode> StatusAsync(RunningDashboard dashboard, string cookie)
    {
        using HttpClient client = dashboard.Client();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/");
        request.Headers.Accept.ParseAdd("text/html");
        request.Headers.Add("Cookie", "offboarding=" + cookie);
        return (await client.SendAsync(request, TestContext.Current.CancellationToken)).StatusCode;
    }
}
