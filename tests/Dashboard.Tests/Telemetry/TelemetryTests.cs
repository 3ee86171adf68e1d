using System.Net;
using System.Net.Http.Headers;
using Microsoft.Extensions.DependencyInjection;
using Offboarding.Dashboard.Commands;
using Offboarding.Dashboard.Security;

namespace Offboarding.Dashboard.Tests.Telemetry;

/// <summary>
/// They run beside no other dashboard: when one of two in a process stops, OpenTelemetry counts no more for the other
/// (<c>findings/opentelemetry-stops-counting-when-a-namesake-ends.sh</c>).
/// </summary>
[Collection(Alone)]
public sealed class TelemetryTests(TestServers servers)
{
    private const string Alone = "Beside no other dashboard";

    private const string Trace = "4bf92f3577b34da6a3ce929d0e0e4736";
    private const string Token = "a-token-of-some-length";

    private const string LiveUpdateAfterClick =
        """
        async button => {
          const asSent = button.outerHTML;
          button.click();
          while (!button.dataset.says) await new Promise(next => setTimeout(next, 10));
          Idiomorph.morph(button, asSent, { morphStyle: 'outerHTML' });
          return button.textContent;
        }
        """;

    [Fact]
    public async Task The_page_of_a_case_shows_its_trace_and_leads_to_it()
    {
        await using RunningDashboard dashboard = await RunningDashboard.StartAsync(servers, "busy-day.sql", ("Telemetry:TraceUrl", "https://jaeger.example/trace/{traceId}?ui=1"));
        await SetAsync("01");
        await using BrowserPage page = await dashboard.SignInWithLinkAsync();
        await page.Page.GotoAsync($"/cases/{Seeded.Failed}");
        Microsoft.Playwright.ILocator link = page.Page.GetByRole(Microsoft.Playwright.AriaRole.Link, new() { Name = Trace });
        (await link.GetAttributeAsync("href")).ShouldBe($"https://jaeger.example/trace/{Trace}?ui=1");

        await page.Page.Context.GrantPermissionsAsync(["clipboard-read", "clipboard-write"]);
        Microsoft.Playwright.ILocator copy = page.Page.GetByRole(Microsoft.Playwright.AriaRole.Button, new() { Name = "Copy trace id" });
        await copy.ClickAsync();
        await Microsoft.Playwright.Assertions.Expect(copy).ToHaveTextAsync("Copied");
        await Microsoft.Playwright.Assertions.Expect(copy).ToHaveTextAsync("Copy");
        string after = await copy.EvaluateAsync<string>(LiveUpdateAfterClick);
        after.ShouldBe("Copied", "a live update leaves what was just said");
        await Microsoft.Playwright.Assertions.Expect(copy).ToHaveTextAsync("Copy");
        (await page.Page.EvaluateAsync<string>("navigator.clipboard.readText()")).ShouldBe(Trace);

        using HttpClient client = dashboard.Client(Role.Viewer);
        await SetAsync("00 vendor=1");
        string unsampled = await client.GetStringAsync($"/cases/{Seeded.Failed}", TestContext.Current.CancellationToken);
        unsampled.ShouldContain(Trace);
        unsampled.ShouldContain("(not sampled)");
        unsampled.ShouldNotContain("jaeger.example", customMessage: "there is nothing to be seen there");
        await dashboard.Database.ExecuteAsync("UPDATE offboarding.cases SET traceparent = NULL");
        (await client.GetStringAsync($"/cases/{Seeded.Failed}", TestContext.Current.CancellationToken)).ShouldNotContain("<span>trace");

        Task SetAsync(string flags) => dashboard.Database.ExecuteAsync(
            "UPDATE offboarding.cases SET traceparent = @place WHERE id = @case", ("place", $"00-{Trace}-00f067aa0ba902b7-{flags}"), ("case", Seeded.Failed));
    }

    [Fact]
    public async Task Metrics_are_for_those_who_may_see_the_pages_and_for_a_scraper_with_the_token()
    {
        await using RunningDashboard dashboard = await RunningDashboard.StartAsync(servers, null, ("Telemetry:Metrics", "true"), ("Telemetry:MetricsToken", Token));
        (await StatusAsync(dashboard, null, null)).ShouldBe(HttpStatusCode.Unauthorized);
        (await StatusAsync(dashboard, null, Token + "x")).ShouldBe(HttpStatusCode.Unauthorized);
        (await StatusAsync(dashboard, Role.Viewer, null)).ShouldBe(HttpStatusCode.OK);
        (await StatusAsync(dashboard, null, Token)).ShouldBe(HttpStatusCode.OK);
        using HttpClient client = dashboard.Client(Role.Viewer);
        await client.GetStringAsync("/leavers", TestContext.Current.CancellationToken);
        // The exporter gives a scraper that comes again within 300 ms what the last one got.
        string text = await Eventually.ValueAsync(
            () => client.GetStringAsync("/metrics", TestContext.Current.CancellationToken),
            scraped => scraped.Contains("http_route=\"/leavers\"", StringComparison.Ordinal),
            "the page to be counted", cancellationToken: TestContext.Current.CancellationToken);
        text.ShouldContain("http_server_request_duration_seconds_count");
        text.ShouldContain("db_client_operation_duration_seconds_count");
    }

    [Fact]
    public async Task Without_a_token_no_scraper_is_let_in_and_without_the_setting_there_are_no_metrics()
    {
        await using (RunningDashboard open = await RunningDashboard.StartAsync(servers, null, ("Telemetry:Metrics", "true")))
        {
            (await StatusAsync(open, null, null)).ShouldBe(HttpStatusCode.Unauthorized);
            (await StatusAsync(open, null, "")).ShouldBe(HttpStatusCode.Unauthorized);
        }

        await using RunningDashboard off = await RunningDashboard.StartAsync(servers);
        (await StatusAsync(off, Role.Admin, null)).ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_command_of_an_operator_carries_the_place_in_a_trace_only_where_traces_are_made()
    {
        WorkspaceLimit.None.Flow();
        foreach ((string Key, string? Value)[] settings in new (string, string?)[][] { [], [("Telemetry:Logs", "Json")] })
        {
            await using RunningDashboard dashboard = await RunningDashboard.StartAsync(servers, "busy-day.sql", settings);
            using var activity = new System.Diagnostics.Activity("click");
            activity.SetIdFormat(System.Diagnostics.ActivityIdFormat.W3C).Start();
            await dashboard.Services.GetRequiredService<CommandSender>().SendAsync(
                "offboarding.retry-step", new { offboardingId = Seeded.Failed, step = "reassign-conversations" }, "ops.anna", null, TestContext.Current.CancellationToken);
            (await dashboard.Database.ReadAsync<string>("SELECT coalesce(max(traceparent), '') FROM offboarding.outbox")).ShouldBe(settings.Length == 0 ? "" : activity.Id);
        }
    }

    private static async Task<HttpStatusCode> StatusAsync(RunningDashboard dashboard, string? role, string? token)
    {
        using HttpClient client = dashboard.Client(role);
        if (token is not null)
        {
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        }

        using HttpResponseMessage response = await client.GetAsync("/metrics", TestContext.Current.CancellationToken);
        return response.StatusCode;
    }

    [CollectionDefinition(Alone, DisableParallelization = true)]
    public sealed class BesideNoOther;
}
