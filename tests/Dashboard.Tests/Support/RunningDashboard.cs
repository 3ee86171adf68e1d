using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.Playwright;
using Offboarding.Dashboard.Commands;
using Offboarding.Dashboard.Security;
using Offboarding.Dashboard.Security.Accounts;

namespace Offboarding.Dashboard.Tests.Support;

/// <summary>
/// The dashboard on a port of its own, hosted from another project as Local does it, with a migrated database of its own to which
/// it signs in as a member of <c>offboarding_dashboard</c>.
/// </summary>
public sealed class RunningDashboard : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly PrintedLinks _links;
    private readonly IBrowser _browser;
    private readonly LeapingClock _clock;
    private bool _isKept;

    private RunningDashboard(WebApplication app, PrintedLinks links, IBrowser browser, LeapingClock clock, TestDatabase? database)
    {
        (_app, _links, _browser, _clock, Database) = (app, links, browser, clock, database!);
        Address = DashboardAddress.Of(app.Services.GetRequiredService<IServer>())!;
    }

    /// <summary>Of the accounts that every dashboard of the tests has: <c>viewer</c>, <c>operator</c> and <c>admin</c>.</summary>
    public const string Password = "correct horse battery";

    private static readonly string HashOfPassword = PasswordCheck.Hash(Password);

    public Uri Address { get; }

    /// <summary>Can be changed while it runs.</summary>
    public IConfigurationRoot Configuration => (IConfigurationRoot)_app.Configuration;

    public TestDatabase Database { get; }

    public IServiceProvider Services => _app.Services;

    /// <summary>The links that were printed for the operator, the newest last.</summary>
    public IReadOnlyList<Uri> PrintedLinks => [.. _links.All];

    /// <summary>Starts it.</summary>
    /// <param name="servers">The assembly's.</param>
    /// <param name="seed">An SQL file of this project to begin with, or several with blanks between; null: an empty database.</param>
    /// <param name="settings">Besides those of every test.</param>
    public static async Task<RunningDashboard> StartAsync(TestServers servers, string? seed = null, params (string Key, string? Value)[] settings)
    {
        TestDatabase database = await TestDatabase.CreateAsync(servers.Postgres, TestContext.Current.CancellationToken);
        await database.SeedAsync(seed);
        return await StartOnAsync(servers, database.Dashboard, database, settings);
    }

    /// <summary>Starts it with a connection string of any kind.</summary>
    public static async Task<RunningDashboard> StartOnAsync(
        TestServers servers, string connectionString, TestDatabase? database = null, params (string Key, string? Value)[] settings)
    {
        var links = new PrintedLinks();
        WebApplicationBuilder builder = WebApplication.CreateBuilder();
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Urls"] = "http://127.0.0.1:0",
            ["ConnectionStrings:Dashboard"] = connectionString,
            ["Dashboard:KeysFolder"] = Directory.CreateTempSubdirectory("offboarding-keys-").FullName,
            ["Dashboard:LiveInterval"] = "00:00:00.2",
            // With accounts links are off unless they are asked for.
            ["Dashboard:SignIn:Link"] = "true",
        });
        foreach (string role in Role.All)
        {
            builder.Configuration[$"Dashboard:SignIn:Accounts:{role}:PasswordHash"] = HashOfPassword;
            builder.Configuration[$"Dashboard:SignIn:Accounts:{role}:Role"] = role;
        }

        foreach ((string key, string? value) in settings)
        {
            builder.Configuration[key] = value;
        }

        builder.Logging.ClearProviders();
        builder.Services.AddSingleton<ISignInLinkOutput>(links);
        builder.AddOffboardingDashboard();
        var clock = new LeapingClock();
        builder.Services.AddSingleton(new RecentActs(clock));
        WebApplication app = builder.Build();
        app.MapOffboardingDashboard();
        app.MapDashboardHealth();
        await app.StartAsync();
        HangfireLog.Silence();
        return new RunningDashboard(app, links, servers.Browser, clock, database);
    }

    /// <summary>A new browser profile, signed in as a link would, at the list of leavers.</summary>
    public async Task<BrowserPage> SignInAsync(ColorScheme scheme = ColorScheme.Light, ViewportSize? size = null, bool scripts = true)
    {
        BrowserPage page = await OpenAsync(scheme, size, scripts);
        string operatorName = Services.GetRequiredService<IOptions<DashboardOptions>>().Value.SignIn.OperatorName;
        await AddCookieAsync(page, CookieOf(SignedIn.As(operatorName, "link", DateTimeOffset.UtcNow)));
        await page.Page.GotoAsync("/leavers");
        await BecomesCompleteAsync(page);
        return page;
    }

    /// <summary>The same, and it walks through the link.</summary>
    public async Task<BrowserPage> SignInWithLinkAsync()
    {
        BrowserPage page = await OpenAsync();
        // The page behind the link goes on by itself. Waiting for that navigation would miss one that is over already.
        await page.Page.GotoAsync(NewLink().ToString(), new PageGotoOptions { WaitUntil = WaitUntilState.Commit });
        await page.Page.GetByRole(AriaRole.Heading, new PageGetByRoleOptions { Name = "Overview", Level = 1, Exact = true }).WaitForAsync();
        await page.Page.GotoAsync("/leavers");
        await BecomesCompleteAsync(page);
        return page;
    }

    /// <summary>A link as the operator of the process makes one.</summary>
    public Uri NewLink() => Services.GetRequiredService<OneTimeSignIn>().CreateLink(Address);

    /// <summary>A new browser profile in which somebody with this role is signed in, at no page yet.</summary>
    public async Task<BrowserPage> OpenAsAsync(string role, ColorScheme scheme = ColorScheme.Light, ViewportSize? size = null, bool scripts = true)
    {
        BrowserPage page = await OpenAsync(scheme, size, scripts);
        await AddCookieAsync(page, CookieOf(role));
        return page;
    }

    /// <summary>A program with the cookie of somebody with this role; null: of nobody. It follows no redirect.</summary>
    public HttpClient Client(string? role = null)
    {
        var handler = new HttpClientHandler { AllowAutoRedirect = false };
        if (role is not null)
        {
            handler.CookieContainer.Add(Address, new System.Net.Cookie("offboarding", CookieOf(role)));
        }

        return new HttpClient(handler) { BaseAddress = Address };
    }

    /// <summary>What the dashboard itself hands out when the account with the name of the role signs in.</summary>
    public string CookieOf(string role, DateTimeOffset? since = null) => CookieOf(SignedIn.As(
        role, "account", since ?? DateTimeOffset.UtcNow, new Claim(SignedIn.StampClaim, PasswordCheck.Stamp(new AccountOptions { PasswordHash = HashOfPassword }))));

    /// <summary>Another tab of the same browser.</summary>
    public static async Task<BrowserPage> OpenSignedInAsync(BrowserPage browser) =>
        new(browser.Page.Context, await browser.Page.Context.NewPageAsync());

    /// <summary>A new browser profile that is not signed in.</summary>
    public async Task<BrowserPage> OpenAsync(ColorScheme scheme = ColorScheme.Light, ViewportSize? size = null, bool scripts = true)
    {
        IBrowserContext context = await _browser.NewContextAsync(new BrowserNewContextOptions
        {
            BaseURL = Address.ToString(),
            ColorScheme = scheme,
            ViewportSize = size ?? new ViewportSize { Width = 1280, Height = 900 },
            JavaScriptEnabled = scripts,
            TimezoneId = "Europe/Vienna",
            Locale = "en-GB",
        });
        return new BrowserPage(context, await context.NewPageAsync());
    }

    /// <summary>From now on the end of a test is not the end of this dashboard.</summary>
    internal RunningDashboard Kept()
    {
        _isKept = true;
        return this;
    }

    /// <summary>What was asked for before may be asked for again, as after half a minute.</summary>
    internal async Task ForgetActsAsync()
    {
        _clock.Ahead = TimeSpan.FromHours(1);
        await Services.GetRequiredService<RecentActs>().OnceAsync("forget", "a test", static () => Task.FromResult(Guid.Empty), TestContext.Current.CancellationToken);
        _clock.Ahead = TimeSpan.Zero;
    }

    public ValueTask DisposeAsync() => _isKept ? ValueTask.CompletedTask : EndAsync();

    internal async ValueTask EndAsync()
    {
        string keys = Services.GetRequiredService<IConfiguration>()["Dashboard:KeysFolder"]!;
        await _app.StopAsync();
        await _app.DisposeAsync();
        Directory.Delete(keys, recursive: true);
        if (Database is not null)
        {
            await Database.DisposeAsync();
        }
    }

    // Asked of the page itself, each time from outside: Playwright's own wait for "load" was seen to miss it after two navigations
    // in a row, and its waiting inside the page needs an eval, which our Content-Security-Policy forbids.
    private static Task BecomesCompleteAsync(BrowserPage page) =>
        Eventually.TrueAsync(async () => await page.Page.EvaluateAsync<string>("document.readyState") == "complete", "the page to be complete");

    private Task AddCookieAsync(BrowserPage page, string cookie) => page.Page.Context.AddCookiesAsync(
        [new Cookie { Name = "offboarding", Value = cookie, Url = Address.ToString(), HttpOnly = true, SameSite = SameSiteAttribute.Strict }]);

    private string CookieOf(ClaimsPrincipal user) => Services.GetRequiredService<IOptionsMonitor<CookieAuthenticationOptions>>()
        .Get(CookieAuthenticationDefaults.AuthenticationScheme).TicketDataFormat
        .Protect(new AuthenticationTicket(user, CookieAuthenticationDefaults.AuthenticationScheme));

    /// <summary>The time of this machine, or a while later.</summary>
    private sealed class LeapingClock : TimeProvider
    {
        public TimeSpan Ahead { get; set; }

        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + Ahead;
    }
}
