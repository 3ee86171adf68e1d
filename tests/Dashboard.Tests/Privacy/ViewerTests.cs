using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Offboarding.Dashboard.Security;

namespace Offboarding.Dashboard.Tests.Privacy;

/// <summary>Goes through all routes there are: a page that forgets to hide a name is found here without being named.</summary>
public sealed class ViewerTests(SharedDashboard shared) : IClassFixture<SharedDashboard>
{
    [Fact]
    public async Task Nothing_that_a_viewer_can_read_names_a_person()
    {
        await using RunningDashboard dashboard = await shared.SetAsync(Seeded.DeskDay);
        List<string> people = JsonSerializer.Deserialize<List<string>>(await dashboard.Database.ReadAsync<string>(
            "SELECT jsonb_agg(v)::text FROM (SELECT name, email FROM workspace.users WHERE status <> 'deleted' UNION SELECT name, email FROM workspace.contacts) p, unnest(ARRAY[p.name, p.email]) v"))!;
        people.Count.ShouldBeGreaterThan(100);
        using HttpClient viewer = dashboard.Client(Role.Viewer);
        using HttpClient admin = dashboard.Client(Role.Admin);
        int pagesWithPeople = 0;
        foreach (string address in Addressed(dashboard))
        {
            string shown = await ReadAsync(viewer, address);
            people.Where(person => shown.Contains(person, StringComparison.OrdinalIgnoreCase)).ShouldBeEmpty(address);
            string all = await ReadAsync(admin, address);
            pagesWithPeople += people.Any(person => all.Contains(person, StringComparison.Ordinal)) ? 1 : 0;
        }

        pagesWithPeople.ShouldBeGreaterThan(10, "the pages must show people to somebody, else this proves nothing");
    }

    [Fact]
    public async Task A_viewer_searches_by_id_only()
    {
        await using RunningDashboard dashboard = await shared.SetAsync("busy-day.sql");
        using HttpClient viewer = dashboard.Client(Role.Viewer);
        (await ReadAsync(viewer, "/live/cases?q=tomas.okafor@northwind.example")).ShouldContain("needs the permission view-personal-data");
        string one = await ReadAsync(viewer, $"/live/cases?q={Seeded.Failed}");
        one.ShouldContain($"case-{Seeded.Failed}");
        one.ShouldNotContain($"case-{Seeded.Running}");
    }

    [Fact]
    public async Task A_viewer_who_searches_for_a_name_keeps_the_form_and_is_told_why_there_is_nothing()
    {
        await using RunningDashboard dashboard = await shared.SetAsync("busy-day.sql");
        using HttpClient viewer = dashboard.Client(Role.Viewer);
        string page = await ReadAsync(viewer, "/people?q=okafor");
        page.ShouldContain("needs the permission view-personal-data");
        page.ShouldContain("""<input id="search" type="search" name="q" """);
        page.ShouldNotContain("/workspaces/", Case.Sensitive, "no workspace in the place of who was searched for");
    }

    [Fact]
    public async Task A_viewer_does_not_learn_the_address_of_who_keeps_a_view_for_everybody()
    {
        await using RunningDashboard dashboard = await shared.SetAsync("busy-day.sql");
        await dashboard.Database.ExecuteAsync(
            "INSERT INTO offboarding.saved_views (id, page, name, query, shared, saved_by) VALUES (gen_random_uuid(), '/leavers', 'Late ones', '?sort=lockout', true, 'ines.prem@example.com')");
        using HttpClient viewer = dashboard.Client(Role.Viewer);
        using HttpClient admin = dashboard.Client(Role.Admin);
        (await ReadAsync(viewer, "/leavers")).ShouldContain("For everybody, saved by •••@example.com");
        (await ReadAsync(admin, "/leavers")).ShouldContain("For everybody, saved by ines.prem@example.com");
    }

    [Fact]
    public async Task A_viewer_cannot_find_out_in_the_audit_whose_name_or_address_is_whose()
    {
        await using RunningDashboard dashboard = await shared.SetAsync("busy-day.sql");
        string account = await dashboard.Database.ReadAsync<string>(
            "SELECT u.id::text FROM offboarding.audit a JOIN workspace.users u ON u.id::text = a.actor LIMIT 1");
        string name = await dashboard.Database.ReadAsync<string>("SELECT name FROM workspace.users WHERE id::text = @id", ("id", account));
        string email = await dashboard.Database.ReadAsync<string>("SELECT email FROM workspace.users WHERE id::text = @id", ("id", account));
        using HttpClient viewer = dashboard.Client(Role.Viewer);
        using HttpClient admin = dashboard.Client(Role.Admin);
        foreach (string who in new[] { name, email })
        {
            string asked = Uri.EscapeDataString(who);
            (await ReadAsync(viewer, $"/audit?about={asked}")).ShouldContain("needs the permission view-personal-data");
            (await ReadAsync(admin, $"/audit?actor={asked}")).ShouldNotContain("No entry");
            (await ReadAsync(viewer, $"/audit?actor={asked}")).ShouldContain("No entry");
        }

        string operatorName = await dashboard.Database.ReadAsync<string>("SELECT a.actor FROM offboarding.audit a WHERE a.actor !~ '^[0-9a-f-]{36}$' LIMIT 1");
        (await ReadAsync(viewer, $"/audit?actor={Uri.EscapeDataString(operatorName)}")).ShouldNotContain("No entry", Case.Sensitive, "accounts are no people of a workspace");
    }

    private static IEnumerable<string> Addressed(RunningDashboard dashboard) =>
        dashboard.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(static endpoint => endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods.Contains("GET") != false
                && endpoint.Metadata.GetMetadata<IAllowAnonymous>() is null)
            .SelectMany(static endpoint => Addresses.Of(endpoint.RoutePattern.RawText!));

    private static async Task<string> ReadAsync(HttpClient client, string address)
    {
        using HttpResponseMessage response = await client.GetAsync(address, TestContext.Current.CancellationToken);
        return WebUtility.HtmlDecode(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }
}
