using System.Net;
using System.Text.RegularExpressions;

namespace Offboarding.Dashboard.Tests.Support;

/// <summary>The sign-in page for a program: the form with its token, as a browser sends it.</summary>
public sealed partial class SignInForm : IDisposable
{
    private readonly HttpClient client;

    private SignInForm(HttpClient client) => this.client = client;

    /// <summary>With its cookies.</summary>
    public HttpClient Client => client;

    /// <param name="dashboard">The dashboard.</param>
    /// <param name="headers">What a proxy in front adds to each request.</param>
    public static SignInForm Of(RunningDashboard dashboard, params (string Name, string Value)[] headers)
    {
        var browser = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false, UseCookies = true }) { BaseAddress = dashboard.Address };
        foreach ((string name, string value) in headers)
        {
            browser.DefaultRequestHeaders.Add(name, value);
        }

        return new SignInForm(browser);
    }

    /// <summary>Fills it in. Cookies that are <c>Secure</c> are sent as well: the proxy has come over https.</summary>
    public async Task<HttpResponseMessage> SendAsync(string name, string password)
    {
        using HttpResponseMessage page = await client.GetAsync("/sign-in", TestContext.Current.CancellationToken);
        string token = WebUtility.HtmlDecode(Token().Match(await page.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).Groups["token"].Value);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/sign-in/password")
        {
            Content = new FormUrlEncodedContent([new("name", name), new("password", password), new("__RequestVerificationToken", token)]),
        };
        if (page.Headers.TryGetValues("Set-Cookie", out IEnumerable<string>? cookies))
        {
            request.Headers.Add("Cookie", string.Join("; ", cookies.Select(static cookie => cookie.Split(';')[0])));
        }

        return await client.SendAsync(request, TestContext.Current.CancellationToken);
    }

    public void Dispose() => client.Dispose();

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"(?<token>[^\"]+)\"", RegexOptions.ExplicitCapture)]
    private static partial Regex Token();
}
