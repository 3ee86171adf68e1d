using System.Net;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Offboarding.Dashboard.Security;
using Offboarding.Dashboard.Tests.Support;

namespace Offboarding.Dashboard.Tests.Security;

public sealed class ClosedByDefaultTests(TestServers servers)
{
    /// <summary>Who may use which route. A new route has to be written down here, on purpose.</summary>
    private static readonly string[] Routes =
    [
        "GET / view",
        "GET /assets/{**file} anonymous",
        "GET /cases/{id:guid} view",
        "GET /cases/{id:guid}/report view",
        "GET /cases/{id:guid}/report.json view",
        "GET /evidence view",
        "GET /health/live anonymous",
        "GET /health/ready anonymous",
        "GET /live/cases view",
        "GET /live/cases/{id:guid} view",
        "GET /live/messages view",
        "GET /live/previews view",
        "GET /live/strip view",
        "GET /messages view",
        "GET /previews view",
        "GET /previews/{id:guid} view",
        "GET /sign-in anonymous",
        "POST /cases/{id:guid}/steps/{step}/retry retry",
        "POST /messages/{id:guid}/replay replay",
        "POST /sign-in/link anonymous",
        "POST /sign-out view",
        "any {*path:nonfile} view",
    ];

    [Fact]
    public async Task Every_route_names_a_permission_or_says_that_it_needs_none()
    {
        await using RunningDashboard dashboard = await RunningDashboard.StartAsync(servers);
        List<string> routes = [.. dashboard.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>().Select(Describe)];
        routes.Order(StringComparer.Ordinal).ShouldBe(Routes.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Nobody_gets_past_a_route_that_names_a_permission_without_signing_in()
    {
        await using RunningDashboard dashboard = await RunningDashboard.StartAsync(servers, "busy-day.sql");
        using HttpClient client = Client(dashboard);
        foreach (string route in Routes.Where(route => !route.EndsWith("anonymous", StringComparison.Ordinal)))
        {
            string[] words = route.Split(' ');
            string path = words[1].Replace("{id:guid}", Seeded.Failed.ToString(), StringComparison.Ordinal)
                .Replace("{step}", "reassign-conversations", StringComparison.Ordinal)
                .Replace("{*path:nonfile}", "/no-such-page", StringComparison.Ordinal);
            using var request = new HttpRequestMessage(new HttpMethod(words[0] == "any" ? "GET" : words[0]), path);
            request.Headers.Accept.ParseAdd("text/html");
            using HttpResponseMessage response = await client.SendAsync(request, TestContext.Current.CancellationToken);
            if (words[0] == "POST")
            {
                response.StatusCode.ShouldBe(HttpStatusCode.Unauthorized, route);
            }
            else
            {
                response.StatusCode.ShouldBe(HttpStatusCode.Redirect, route);
                response.Headers.Location!.ToString().ShouldBe("/sign-in", route);
            }

            (await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldBeEmpty(route);
        }
    }

    [Fact]
    public async Task An_act_without_a_form_of_ours_is_refused_and_sends_nothing()
    {
        await using RunningDashboard dashboard = await RunningDashboard.StartAsync(servers, "busy-day.sql");
        using HttpClient client = Client(dashboard);
        await client.GetAsync(dashboard.Services.GetRequiredService<OneTimeSignIn>().CreateLink(dashboard.Address), TestContext.Current.CancellationToken);
        foreach (string path in (string[])
                 [$"/cases/{Seeded.Failed}/steps/reassign-conversations/retry", $"/messages/{Seeded.Parked}/replay", "/sign-out", "/sign-in/link"])
        {
            using var form = new FormUrlEncodedContent([new("comment", "from elsewhere")]);
            using HttpResponseMessage response = await client.PostAsync(path, form, TestContext.Current.CancellationToken);
            response.StatusCode.ShouldBe(HttpStatusCode.BadRequest, path);
        }

        (await dashboard.Database.ReadAsync<long>("SELECT count(*) FROM offboarding.outbox")).ShouldBe(0);
        dashboard.PrintedLinks.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Every_answer_carries_a_strict_policy()
    {
        await using RunningDashboard dashboard = await RunningDashboard.StartAsync(servers);
        using HttpClient client = Client(dashboard);
        foreach (string path in (string[])["/", "/sign-in", "/health/live", "/no-such-page", "/live/cases"])
        {
            using HttpResponseMessage response = await client.GetAsync(path, TestContext.Current.CancellationToken);
            string policy = response.Headers.GetValues("Content-Security-Policy").Single();
            policy.ShouldBe(
                "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; "
                + "form-action 'self'; base-uri 'none'; frame-ancestors 'none'");
            response.Headers.GetValues("X-Content-Type-Options").Single().ShouldBe("nosniff");
            response.Headers.GetValues("Referrer-Policy").Single().ShouldBe("no-referrer");
        }
    }

    [Fact]
    public async Task A_permission_that_an_account_does_not_have_is_refused_and_its_button_is_not_there()
    {
        await using RunningDashboard dashboard = await RunningDashboard.StartAsync(servers, "busy-day.sql");
        IAuthorizationService authorization = dashboard.Services.GetRequiredService<IAuthorizationService>();
        var viewer = new System.Security.Claims.ClaimsPrincipal(new System.Security.Claims.ClaimsIdentity(
            [new(Permission.ClaimType, Permission.View)], "test"));
        (await authorization.AuthorizeAsync(viewer, Permission.View)).Succeeded.ShouldBeTrue();
        (await authorization.AuthorizeAsync(viewer, Permission.Retry)).Succeeded.ShouldBeFalse();
        (await authorization.AuthorizeAsync(viewer, Permission.Replay)).Succeeded.ShouldBeFalse();
    }

    private static string Describe(RouteEndpoint endpoint)
    {
        string method = endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods.Single() ?? "any";
        string who = endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null ? "anonymous"
            : string.Join('+', endpoint.Metadata.GetOrderedMetadata<IAuthorizeData>().Select(data => data.Policy ?? "?"));
        return $"{method} {endpoint.RoutePattern.RawText} {(who.Length == 0 ? "nothing" : who)}";
    }

    private static HttpClient Client(RunningDashboard dashboard) =>
        new(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = dashboard.Address };
}
