using System.Net;

namespace Offboarding.Dashboard.Tests.Security;

/// <summary>A proxy in front signs people in: headers count only from where they are trusted.</summary>
public sealed class TrustedProxyTests(TestServers servers)
{
    [Theory]
    [InlineData("127.0.0.1", "ines", "staff,ops-admins", "admin")]
    [InlineData("127.0.0.1", "ines", "ops-viewers", "viewer")]
    [InlineData("127.0.0.1", "ines", "staff", null)]
    [InlineData("127.0.0.1", "", "ops-admins", null)]
    [InlineData("10.9.8.0/24", "ines", "ops-admins", null)]
    public async Task Headers_sign_in_from_a_trusted_proxy_only(string trusted, string user, string groups, string? role)
    {
        await using RunningDashboard dashboard = await RunningDashboard.StartAsync(servers, "busy-day.sql", Proxy(trusted));
        using HttpClient client = dashboard.Client();
        using HttpResponseMessage page = await client.SendAsync(Request($"/cases/{Seeded.Failed}", user, groups), TestContext.Current.CancellationToken);
        using HttpResponseMessage file = await client.SendAsync(Request($"/cases/{Seeded.Failed}/report.json", user, groups), TestContext.Current.CancellationToken);
        page.StatusCode.ShouldBe(role is null ? HttpStatusCode.Redirect : HttpStatusCode.OK);
        file.StatusCode.ShouldBe(role switch { null => HttpStatusCode.Redirect, "admin" => HttpStatusCode.OK, _ => HttpStatusCode.Forbidden });
        string text = await page.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        text.Contains("ines", StringComparison.Ordinal).ShouldBe(role is not null);
        text.Contains("Tom&#xE1;s Okafor", StringComparison.Ordinal).ShouldBe(role == "admin");
    }

    [Fact]
    public async Task With_a_proxy_no_other_way_in_is_open()
    {
        await using RunningDashboard dashboard = await RunningDashboard.StartAsync(servers, null, Proxy("127.0.0.1"));
        dashboard.PrintedLinks.ShouldBeEmpty();
        using HttpClient client = dashboard.Client("admin");
        (await client.GetAsync("/", TestContext.Current.CancellationToken)).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        string page = await client.GetStringAsync("/sign-in", TestContext.Current.CancellationToken);
        page.ShouldContain("The proxy in front of this dashboard signs people in");
        page.ShouldNotContain("<form");
    }

    [Fact]
    public async Task Without_the_setting_headers_mean_nothing()
    {
        await using RunningDashboard dashboard = await RunningDashboard.StartAsync(servers);
        using HttpClient client = dashboard.Client();
        (await client.SendAsync(Request("/", "ines", "ops-admins"), TestContext.Current.CancellationToken)).StatusCode.ShouldBe(HttpStatusCode.Redirect);
    }

    private static (string, string?)[] Proxy(string trusted) =>
    [
        ("Dashboard:SignIn:Proxy:UserHeader", "X-Forwarded-User"),
        ("Dashboard:SignIn:Proxy:Trusted", trusted),
        ("Dashboard:SignIn:Proxy:Roles:ops-admins", "admin"),
        ("Dashboard:SignIn:Proxy:Roles:ops-viewers", "viewer"),
    ];

    private static HttpRequestMessage Request(string path, string user, string groups)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Accept.ParseAdd("text/html");
        request.Headers.Add("X-Forwarded-User", user);
        request.Headers.Add("X-Forwarded-Groups", groups);
        return request;
    }
}
