using System.Net;
using System.Text.RegularExpressions;

namespace Offboarding.Dashboard.Tests.Pages;

public sealed partial class AssetTests(TestServers servers)
{
    [Fact]
    public async Task Scripts_and_styles_are_served_by_whoever_hosts_the_dashboard_and_kept_for_ever_under_an_address_with_their_hash()
    {
        await using RunningDashboard dashboard = await RunningDashboard.StartAsync(servers);
        using var client = new HttpClient { BaseAddress = dashboard.Address };
        string page = await client.GetStringAsync("/sign-in", TestContext.Current.CancellationToken);
        List<string> addresses = [.. Address().Matches(page).Select(match => match.Value).Distinct()];
        addresses.Count.ShouldBeGreaterThanOrEqualTo(4);
        foreach (string address in addresses)
        {
            using HttpResponseMessage response = await client.GetAsync(address, TestContext.Current.CancellationToken);
            response.StatusCode.ShouldBe(HttpStatusCode.OK, address);
            response.Headers.CacheControl!.ToString().ShouldBe("public, max-age=31536000, immutable");
            response.Content.Headers.ContentType!.MediaType.ShouldNotBe("application/octet-stream");
        }

        (await client.GetAsync("/assets/dashboard.css", TestContext.Current.CancellationToken)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [GeneratedRegex("/assets/[^\"]+", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Address();
}
