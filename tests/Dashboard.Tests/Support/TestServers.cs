using Microsoft.Playwright;

[assembly: AssemblyFixture(typeof(TestServers))]

namespace Offboarding.Dashboard.Tests.Support;

/// <summary>One PostgreSQL and one Chromium for all tests of the assembly.</summary>
public sealed class TestServers : IAsyncLifetime
{
    private static readonly string[] Places =
    [
        // Without windows: it is the lighter one.
        "/usr/bin/chromium-headless-shell",
        "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome", "/usr/bin/google-chrome-stable",
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
        @"C:\Program Files\Google\Chrome\Application\chrome.exe", @"C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe",
    ];

    private IPlaywright? playwright;

    public PostgresServer Postgres { get; private set; } = null!;

    public IBrowser Browser { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Postgres = await PostgresServer.StartAsync();
        playwright = await Playwright.CreateAsync();
        Browser = await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = Environment.GetEnvironmentVariable("CHROMIUM_PATH") is { Length: > 0 } named
                ? named
                : Places.FirstOrDefault(File.Exists)
                    ?? throw new InvalidOperationException("No Chromium found: install it, or set CHROMIUM_PATH to its program."),
            Args = ["--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"],
        });
    }

    public async ValueTask DisposeAsync()
    {
        await Browser.DisposeAsync();
        playwright?.Dispose();
        await Postgres.DisposeAsync();
    }
}
