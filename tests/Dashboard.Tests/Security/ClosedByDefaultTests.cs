using System.Net;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Offboarding.Dashboard.Security;

namespace Offboarding.Dashboard.Tests.Security;

public sealed class ClosedByDefaultTests(SharedDashboard shared) : IClassFixture<SharedDashboard>
{
    /// <summary>Who may use which route. A new route has to be written down here, on purpose.</summary>
    private static readonly string[] Routes =
    [
        "GET / view",
        "GET /assets/{**file} anonymous",
        "GET /access manage-access",
        "GET /audit view",
        "GET /failures view",
        "GET /failures/group view",
        "GET /live/failures view",
        "GET /live/operations/{id:guid} view",
        "GET /live/workers view-system",
        "GET /operations view",
        "GET /operations/{id:guid} view",
        "GET /workers view-system",
        "POST /access/end manage-access",
        "POST /audit/export export",
        "POST /sign-in/oidc/logout anonymous",
        "POST /evidence/export export",
        "POST /failures/export export",
        "POST /leavers/export export",
        "POST /leavers/freeze retry-in-bulk",
        "POST /failures/freeze retry-in-bulk",
        "POST /messages/freeze retry-in-bulk",
        "POST /operations/{id:guid}/start retry-in-bulk",
        "POST /operations/{id:guid}/stop retry-in-bulk",
        "GET /cases/{id:guid} view",
        "GET /cases/{id:guid}/plan start",
        "GET /cases/{id:guid}/report view",
        "GET /cases/{id:guid}/report.json export",
        "GET /api/workspaces/{id:guid}/contacts view",
        "GET /api/workspaces/{id:guid}/users view",
        "GET /evidence view",
        "GET /health/live anonymous",
        "GET /health/ready anonymous",
        "GET /leavers view",
        "GET /live/cases view",
        "GET /live/cases/{id:guid} view",
        "GET /live/messages view",
        "GET /live/now view",
        "GET /live/previews view",
        "GET /live/scheduled view",
        "GET /live/seats/{id:guid} view",
        "GET /live/strip view",
        "GET /messages view",
        "GET /search view",
        "GET /trends view",
        "GET /workspaces/{id:guid} view",
        "GET /messages/{id:guid} view",
        "GET /messages/{id:guid}/edit start",
        "GET /live/messages/{id:guid} view",
        "POST /messages/{id:guid}/edit start",
        "GET /new start",
        "GET /new/list start",
        "GET /new/list/{workspace:guid} start",
        "GET /new/list/{workspace:guid}/sent start",
        "GET /new/{workspace:guid}/{user:guid} start",
        "GET /previews view",
        "GET /previews/{id:guid} view",
        "GET /scheduled view",
        "GET /seats view",
        "GET /seats/{id:guid} view",
        "GET /approvals view",
        "GET /approvals/{id:guid} view",
        "GET /contacts/{workspace:guid} view",
        "GET /contacts/{workspace:guid}/{id:long} view",
        "GET /holds view",
        "GET /left-behind view",
        "GET /lists view",
        "GET /lists/{workspace:guid}/{request:guid} view",
        "GET /live/approvals view",
        "GET /live/approvals/{id:guid} view",
        "GET /live/contacts/{workspace:guid} view",
        "GET /live/contacts/{workspace:guid}/{id:long} view",
        "GET /live/holds view",
        "GET /live/lists view",
        "GET /live/lists/{workspace:guid}/{request:guid} view",
        "GET /live/people/{workspace:guid} view",
        "GET /live/people/{workspace:guid}/{user:guid} view",
        "GET /people view",
        "GET /people/{workspace:guid} view",
        "GET /people/{workspace:guid}/{user:guid} view",
        "GET /people/{workspace:guid}/{user:guid}/work start",
        "POST /approvals/{id:guid}/approve approve",
        "POST /approvals/{id:guid}/reject approve",
        "POST /contacts/{workspace:guid}/{id:long}/archive start",
        "POST /contacts/{workspace:guid}/{id:long}/cancel-invitation cancel",
        "POST /contacts/{workspace:guid}/{id:long}/deactivate start",
        "POST /contacts/{workspace:guid}/{id:long}/unarchive start",
        "POST /people/{workspace:guid}/{user:guid}/cancel-invitation cancel",
        "POST /people/{workspace:guid}/{user:guid}/delete delete",
        "POST /people/{workspace:guid}/{user:guid}/hold start",
        "POST /people/{workspace:guid}/{user:guid}/lift-hold start",
        "POST /people/{workspace:guid}/{user:guid}/reactivate start",
        "POST /people/{workspace:guid}/{user:guid}/work start",
        "GET /sign-in anonymous",
        "POST /cases/{id:guid}/cancel cancel",
        "POST /cases/{id:guid}/cancel-return cancel",
        "POST /cases/{id:guid}/pause cancel",
        "POST /cases/{id:guid}/plan start",
        "POST /cases/{id:guid}/reschedule start",
        "POST /cases/{id:guid}/resume start",
        "POST /cases/{id:guid}/set-return start",
        "POST /cases/{id:guid}/note retry",
        "POST /failures/note retry",
        "POST /views/remove view",
        "POST /views/save view",
        "GET /sign-in/done anonymous",
        "GET /sign-in/provider anonymous",
        "POST /cases/{id:guid}/steps/{step}/retry retry",
        "POST /cases/{id:guid}/steps/{step}/skip skip",
        "POST /cases/{id:guid}/undo start",
        "POST /messages/{id:guid}/discard cancel",
        "POST /messages/{id:guid}/replay retry",
        "POST /new/list/{workspace:guid} start",
        "POST /new/{workspace:guid}/{user:guid} start",
        "POST /new/{workspace:guid}/{user:guid}/preview start",
        "POST /seats/{id:guid}/limit start",
        "POST /sign-in/link anonymous",
        "POST /sign-in/password anonymous",
        "POST /sign-out view",
        "any {*path:nonfile} view",
        "any /hangfire/{**path} view-system",
        "POST /hangfire/jobs/{list}/enqueue retry",
        "POST /hangfire/jobs/{list}/requeue retry",
        "POST /hangfire/jobs/{list}/delete cancel",
        "POST /hangfire/jobs/actions/requeue/{id} retry",
        "POST /hangfire/jobs/actions/delete/{id} cancel",
        "POST /hangfire/recurring/trigger retry",
        "POST /hangfire/recurring/remove retry",
        "POST /hangfire/{**path:regex(^(?!stats$))} view-system",
    ];

    [Fact]
    public async Task Every_route_names_a_permission_or_says_that_it_needs_none()
    {
        await using RunningDashboard dashboard = await shared.SetAsync();
        List<string> routes = [.. dashboard.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>().Select(Describe)];
        routes.Order(StringComparer.Ordinal).ShouldBe(Routes.Order(StringComparer.Ordinal));
    }

    /// <summary>Written down here a second time, on purpose: a change of a role is a decision.</summary>
    private static readonly Dictionary<string, string[]> Roles = new()
    {
        ["anonymous"] = [],
        [Role.Viewer] = ["view", "view-system"],
        [Role.Operator] = ["view", "view-personal-data", "retry", "retry-in-bulk", "skip", "cancel", "start", "view-system"],
        [Role.Admin] = ["view", "view-personal-data", "retry", "retry-in-bulk", "skip", "cancel", "start", "approve", "export", "delete", "manage-access", "view-system"],
    };

    [Theory]
    [InlineData("anonymous")]
    [InlineData(Role.Viewer)]
    [InlineData(Role.Operator)]
    [InlineData(Role.Admin)]
    public async Task The_server_lets_a_role_through_where_it_has_the_permission_and_nowhere_else(string role)
    {
        await using RunningDashboard dashboard = await shared.SetAsync(Seeded.DeskDay);
        using HttpClient client = dashboard.Client(role == "anonymous" ? null : role);
        foreach (string route in Routes.Where(static route => !route.EndsWith(" anonymous", StringComparison.Ordinal)))
        {
            string[] words = route.Split(' ');
            using var request = new HttpRequestMessage(new HttpMethod(words[0] == "any" ? "GET" : words[0]), Addresses.Of(words[1])[0]);
            request.Headers.Accept.ParseAdd("text/html");
            using HttpResponseMessage response = await client.SendAsync(request, TestContext.Current.CancellationToken);
            string body = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
            if (Roles[role].Contains(words[2]))
            {
                // An act gets past the permission to the form that is missing here.
                int[] fine = words[0] == "POST" ? [400] : words[1] == "{*path:nonfile}" ? [404] : [200];
                fine.ShouldContain((int)response.StatusCode, route);
            }
            else if (role == "anonymous" && words[0] != "POST")
            {
                response.StatusCode.ShouldBe(HttpStatusCode.Redirect, route);
                response.Headers.Location!.ToString().ShouldBe("/sign-in", route);
                body.ShouldBeEmpty(route);
            }
            else
            {
                response.StatusCode.ShouldBe(role == "anonymous" ? HttpStatusCode.Unauthorized : HttpStatusCode.Forbidden, route);
                body.ShouldNotContain("Seeded");
            }
        }

        (await dashboard.Database.ReadAsync<long>("SELECT count(*) FROM offboarding.outbox")).ShouldBe(0);
    }

    [Fact]
    public void A_role_is_the_set_of_permissions_that_is_written_down()
    {
        foreach (string role in Role.All)
        {
            Role.Permissions(role).ShouldBe(Roles[role], ignoreOrder: true, role);
        }

        Role.Permissions("no-such-role").ShouldBeEmpty();
        Permission.All.ShouldBe(Roles[Role.Admin], ignoreOrder: true);
    }

    [Fact]
    public async Task An_act_without_a_form_of_ours_is_refused_and_sends_nothing()
    {
        await using RunningDashboard dashboard = await shared.SetAsync("busy-day.sql");
        using HttpClient client = Client(dashboard);
        await client.GetAsync(dashboard.Services.GetRequiredService<OneTimeSignIn>().CreateLink(dashboard.Address), TestContext.Current.CancellationToken);
        foreach (string path in (string[])
                 [$"/cases/{Seeded.Failed}/steps/reassign-conversations/retry", $"/messages/{Seeded.Parked}/replay", $"/messages/{Seeded.Parked}/discard", "/sign-out", "/sign-in/link", "/sign-in/password",
                  "/leavers/freeze", "/failures/freeze", "/messages/freeze", $"/operations/{Seeded.Operation}/start", $"/operations/{Seeded.Operation}/stop", "/audit/export"])
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
        await using RunningDashboard dashboard = await shared.SetAsync();
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
    public async Task A_viewer_sees_no_button_that_acts()
    {
        await using RunningDashboard dashboard = await shared.SetAsync("busy-day.sql");
        await dashboard.Database.ExecuteAsync(Sql.Read("desk-day.sql"));
        foreach ((string role, bool mayAct) in new[] { (Role.Viewer, false), (Role.Operator, true) })
        {
            using HttpClient client = dashboard.Client(role);
            foreach (string path in (string[])[$"/cases/{Seeded.Failed}", "/messages", $"/live/cases/{Seeded.Failed}", "/live/messages",
                $"/people/{Seeded.Northwind}/{Seeded.Hanna}", $"/live/people/{Seeded.Northwind}/{Seeded.Wei}", $"/contacts/{Seeded.Northwind}/902", "/holds"])
            {
                string page = await client.GetStringAsync(path, TestContext.Current.CancellationToken);
                page.Contains("hx-post", StringComparison.Ordinal).ShouldBe(mayAct, $"{role} {path}");
            }
        }
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
