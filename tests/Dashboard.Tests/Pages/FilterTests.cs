using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Offboarding.Dashboard.Layout;
using Offboarding.Dashboard.Security;

namespace Offboarding.Dashboard.Tests.Pages;

/// <summary>A filter that is not understood is named, and shows nothing.</summary>
public sealed partial class FilterTests(SharedDashboard shared) : IClassFixture<SharedDashboard>
{
    private const string Nonsense = "Nothing understands this";

    [Fact]
    public async Task No_page_shows_a_row_for_a_filter_that_it_does_not_understand()
    {
        await using RunningDashboard dashboard = await shared.SetAsync(Seeded.DeskDay);
        using HttpClient client = dashboard.Client(Role.Admin);
        List<(string Path, string[] Names)> pages = [.. dashboard.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(static route => route.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods.Contains("GET") == true)
            .Select(static route => (Path: Address(route.RoutePattern.RawText!), Names: route.Metadata.GetMetadata<KnownNames>()?.All.ToArray()))
            .Where(static page => page.Names is not null && !page.Path.StartsWith("/live/", StringComparison.Ordinal) && !page.Path.StartsWith("/api/", StringComparison.Ordinal))
            .Select(static page => (page.Path, page.Names!))];
        pages.Count.ShouldBeGreaterThan(20);
        foreach ((string path, string[] names) in pages)
        {
            foreach (string name in names.Append("no-such-filter"))
            {
                string address = $"{path}?{name}={Uri.EscapeDataString(Nonsense)}";
                (HttpStatusCode status, string html) = await GetAsync(client, address);
                ((int)status).ShouldBeLessThan(500, address);
                string main = MainOf().Match(html).Value;
                main.ShouldNotBeEmpty(address);
                if (name is "asked" or "act" or "message" or "people" or "list" || (name, path) is ("step", not "/leavers" and not "/failures/group"))
                {
                    continue;
                }

                main.ShouldMatch("not understood|[Nn]obody|Nothing matches|No entry|Nothing of this kind", address);
                Rows().Count(main).ShouldBe(0, address);
            }
        }
    }

    [Fact]
    public async Task No_address_behind_the_sign_in_drops_a_name_that_it_does_not_know()
    {
        await using RunningDashboard dashboard = await shared.SetAsync(Seeded.DeskDay);
        using HttpClient client = dashboard.Client(Role.Admin);
        List<string> routes = [.. dashboard.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(static route => route.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods.Contains("GET") == true && route.Metadata.GetMetadata<IAllowAnonymous>() is null)
            .Select(static route => route.RoutePattern.RawText!).Where(static route => !route.StartsWith(JobPages.Path, StringComparison.Ordinal)), JobPages.Path + "/cases"];
        routes.Count.ShouldBeGreaterThan(50);
        foreach (string address in routes.SelectMany(static route => Addresses.Of(route)))
        {
            (HttpStatusCode status, string text) = await GetAsync(client, address + (address.Contains('?', StringComparison.Ordinal) ? '&' : '?') + "no-such-filter=1");
            (status, text.Contains("cannot be filtered by “no-such-filter”", StringComparison.Ordinal)).ShouldBe((HttpStatusCode.BadRequest, true), address);
        }
    }

    [Fact]
    public async Task What_is_typed_stays_in_the_form_beside_what_is_wrong_with_it_and_what_a_page_prints_is_understood()
    {
        await using RunningDashboard dashboard = await shared.SetAsync("busy-day.sql");
        await using BrowserPage browser = await dashboard.OpenAsAsync(Role.Operator);
        await browser.Page.GotoAsync("/leavers?state=Needs%20attention&workspace=northwind%20support&reason=Contract%20ended");
        await Assertions.Expect(browser.Page.Locator("#cases, .empty")).Not.ToContainTextAsync("not understood");

        await browser.Page.GotoAsync("/leavers");
        await browser.Page.Locator(".narrow-down summary").ClickAsync();
        await browser.Page.GetByLabel("Workspace").FillAsync("Nowhere Ltd");
        await browser.Page.GetByRole(AriaRole.Button, new() { Name = "Show" }).ClickAsync();
        await Assertions.Expect(browser.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("No workspace has the name or id “Nowhere Ltd”");
        await Assertions.Expect(browser.Page.Locator("#cases a.row")).ToHaveCountAsync(0);
        await Assertions.Expect(browser.Page.GetByLabel("Workspace")).ToHaveValueAsync("Nowhere Ltd");
        await Assertions.Expect(browser.Page.Locator("#bulk")).ToHaveCountAsync(0);
        browser.Complaints.ShouldBeEmpty();

        // A viewer who searches by a name is told why that finds nothing, and does not see everybody instead.
        await using BrowserPage viewer = await dashboard.OpenAsAsync(Role.Viewer);
        await viewer.Page.GotoAsync("/leavers?q=okafor");
        await Assertions.Expect(viewer.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("needs the permission view-personal-data");
        await Assertions.Expect(viewer.Page.Locator("#cases a.row")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task All_that_match_is_not_frozen_for_a_filter_that_is_not_understood()
    {
        await using RunningDashboard dashboard = await shared.SetAsync("busy-day.sql");
        await using BrowserPage browser = await dashboard.OpenAsAsync(Role.Operator);
        await browser.Page.GotoAsync("/leavers");
        await browser.Page.EvaluateAsync("document.querySelector('#bulk input[name=filter]').value = '?state=leaving'");
        await browser.Page.Locator("#bulk-act").SelectOptionAsync("Pause");
        await browser.Page.GetByRole(AriaRole.Button, new() { Name = "For all" }).ClickAsync();
        await Assertions.Expect(browser.Page.Locator("main")).ToContainTextAsync("“leaving” is not a state");
        await Assertions.Expect(browser.Page.Locator("main")).ToContainTextAsync("Nothing was done");
        (await dashboard.Database.ReadAsync<long>("SELECT count(*) FROM offboarding.operations WHERE actor = 'operator'")).ShouldBe(0);
    }

    private static string Address(string pattern) => new[]
    {
        ("{workspace:guid}/{request:guid}", $"{Seeded.Northwind}/{Seeded.List}"), ("/contacts/{workspace:guid}/{id:long}", $"/contacts/{Seeded.Northwind}/1"),
        ("{workspace:guid}", $"{Seeded.Northwind}"), ("{user:guid}", $"{Seeded.Jonas}"), ("/approvals/{id:guid}", $"/approvals/{Seeded.Approval}"),
        ("/operations/{id:guid}", $"/operations/{Seeded.Operation}"), ("/seats/{id:guid}", $"/seats/{Seeded.Northwind}"), ("/workspaces/{id:guid}", $"/workspaces/{Seeded.Northwind}"), ("/messages/{id:guid}", $"/messages/{Seeded.Refused}"), ("/cases/{id:guid}", $"/cases/{Seeded.Failed}"),
    }.Aggregate(pattern, static (address, part) => address.Replace(part.Item1, part.Item2, StringComparison.Ordinal));

    private static async Task<(HttpStatusCode Status, string Html)> GetAsync(HttpClient client, string address)
    {
        using HttpResponseMessage answer = await client.SendAsync(
            new HttpRequestMessage(HttpMethod.Get, address) { Headers = { { "Accept", "text/html" } } }, TestContext.Current.CancellationToken);
        return answer.Headers.Location is { } further
            ? await GetAsync(client, further.ToString())
            : (answer.StatusCode, WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)));
    }

    [GeneratedRegex("<main.*</main>", RegexOptions.Singleline)]
    private static partial Regex MainOf();

    /// <summary>A row of a table or of a list of days, or a link that opens one.</summary>
    [GeneratedRegex("<tbody>\\s*<tr|class=\"row\"|<li id=")]
    private static partial Regex Rows();
}
