using System.Net;
using Microsoft.Extensions.Time.Testing;
using Microsoft.Playwright;
using Offboarding.Dashboard.Security;

namespace Offboarding.Dashboard.Tests.Security;

public sealed class SignInTests(TestServers servers)
{
    [Fact]
    public async Task The_link_that_is_printed_on_start_signs_in_once()
    {
        await using RunningDashboard dashboard = await RunningDashboard.StartAsync(servers);
        Uri link = dashboard.PrintedLinks.ShouldHaveSingleItem();
        link.Host.ShouldBe("127.0.0.1");
        link.Query.Length.ShouldBeGreaterThan("?token=".Length + 42);

        await using BrowserPage first = await dashboard.OpenAsync();
        await first.Page.GotoAsync(link.ToString());
        await Assertions.Expect(first.Page.Locator("h1")).ToHaveTextAsync("Overview");
        BrowserContextCookiesResult cookie = (await first.Page.Context.CookiesAsync()).Single(cookie => cookie.Name == "offboarding");
        cookie.HttpOnly.ShouldBeTrue();
        cookie.SameSite.ShouldBe(SameSiteAttribute.Strict);

        await using BrowserPage second = await dashboard.OpenAsync();
        (await second.Page.GotoAsync(link.ToString()))!.Status.ShouldBe(403);
        await Assertions.Expect(second.Page.Locator("h1")).ToHaveTextAsync("This link does not work");
        await second.Page.GotoAsync("/");
        await Assertions.Expect(second.Page.Locator("h1")).ToHaveTextAsync("Sign in");
    }

    [Fact]
    public async Task A_browser_that_looks_ahead_does_not_use_the_link_up()
    {
        await using RunningDashboard dashboard = await RunningDashboard.StartAsync(servers);
        using var client = new HttpClient();
        using var ahead = new HttpRequestMessage(HttpMethod.Get, dashboard.PrintedLinks[0]);
        ahead.Headers.Add("Sec-Purpose", "prefetch;prerender");
        (await client.SendAsync(ahead, TestContext.Current.CancellationToken)).StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        (await client.GetAsync(dashboard.PrintedLinks[0], TestContext.Current.CancellationToken)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Somebody_without_a_link_can_have_a_new_one_written_to_the_log()
    {
        await using RunningDashboard dashboard = await RunningDashboard.StartAsync(servers);
        await using BrowserPage browser = await dashboard.OpenAsync();
        await browser.Page.GotoAsync("/");
        await browser.Page.GetByRole(AriaRole.Button, new() { Name = "Write a new link to the log" }).ClickAsync();
        await Assertions.Expect(browser.Page.Locator("h1")).ToHaveTextAsync("A new link is ready");
        (await browser.Page.ContentAsync()).ShouldNotContain("token=");
        dashboard.PrintedLinks.Count.ShouldBe(2);
        await browser.Page.GotoAsync(dashboard.PrintedLinks[1].ToString());
        await Assertions.Expect(browser.Page.Locator("h1")).ToHaveTextAsync("Overview");
    }

    [Fact]
    public async Task A_link_that_is_opened_while_the_database_is_away_signs_in_once_it_is_back()
    {
        await using var postgres = await PostgresServer.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        TestDatabase database = await TestDatabase.CreateAsync(postgres, TestContext.Current.CancellationToken);
        await using RunningDashboard dashboard = await RunningDashboard.StartOnAsync(servers, database.Dashboard);
        await using BrowserPage browser = await dashboard.OpenAsync();
        await postgres.KillAsync();
        (await browser.Page.GotoAsync(dashboard.PrintedLinks[0].ToString()))!.Status.ShouldBe(503);
        await Assertions.Expect(browser.Page.Locator("main")).ToContainTextAsync("You are not signed in.");
        // A script that tried the address would use the link up, and the page it loads afterwards would refuse it.
        await Assertions.Expect(browser.Page.Locator("[data-retry]")).ToHaveCountAsync(0);
        await browser.Page.GetByRole(AriaRole.Link, new() { Name = "Try again" }).ClickAsync();
        await Assertions.Expect(browser.Page.Locator("h1")).ToHaveTextAsync("The database cannot be read");

        await postgres.StartAgainAsync(TestContext.Current.CancellationToken);
        Npgsql.NpgsqlConnection.ClearAllPools();
        await Assertions.Expect(browser.Page.Locator("h1")).ToHaveTextAsync("The database cannot be read");
        await browser.Page.GetByRole(AriaRole.Link, new() { Name = "Try again" }).ClickAsync();
        await Assertions.Expect(browser.Page.Locator("h1")).ToHaveTextAsync("Overview");
        (await browser.Page.GotoAsync(dashboard.PrintedLinks[0].ToString()))!.Status.ShouldBe(403);
    }

    [Fact]
    public async Task Signing_out_closes_the_pages()
    {
        await using RunningDashboard dashboard = await RunningDashboard.StartAsync(servers);
        await using BrowserPage browser = await dashboard.SignInWithLinkAsync();
        await browser.Page.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();
        await Assertions.Expect(browser.Page.Locator("h1")).ToHaveTextAsync("Sign in");
        await browser.Page.GotoAsync("/messages");
        await Assertions.Expect(browser.Page.Locator("h1")).ToHaveTextAsync("Sign in");
        browser.Complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_link_runs_out()
    {
        var clock = new FakeTimeProvider();
        var options = Microsoft.Extensions.Options.Options.Create(new DashboardOptions());
        var signIn = new OneTimeSignIn(clock, options);
        string token = signIn.CreateLink(new Uri("http://127.0.0.1:5080")).Query["?token=".Length..];
        clock.Advance(TimeSpan.FromMinutes(15));
        (await signIn.RedeemAsync(token, Nothing)).ShouldBeFalse();
        string another = signIn.CreateLink(new Uri("http://127.0.0.1:5080")).Query["?token=".Length..];
        clock.Advance(TimeSpan.FromMinutes(14));
        (await signIn.RedeemAsync(null, Nothing)).ShouldBeFalse();
        (await signIn.RedeemAsync(another + "x", Nothing)).ShouldBeFalse();
        (await signIn.RedeemAsync(another, Nothing)).ShouldBeTrue();
        (await signIn.RedeemAsync(another, Nothing)).ShouldBeFalse();
    }

    private static Task Nothing() => Task.CompletedTask;
}
