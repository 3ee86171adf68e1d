using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Web;
using Microsoft.IdentityModel.Tokens;

namespace Offboarding.Dashboard.Tests.Security;

/// <summary>
/// What a provider, or somebody between, could say and must not be believed. Each fault is the only difference to an answer that signs
/// somebody in; who is refused lands on the sign-in page, which says so, and has no cookie.
/// </summary>
public sealed class OidcFaultTests(TestServers servers)
{
    private static readonly Dictionary<string, Action<SecurityTokenDescriptor>> Faults = new()
    {
        ["the nonce of another sign-in"] = static token => token.Claims["nonce"] = Guid.NewGuid().ToString("N"),
        ["no nonce"] = static token => token.Claims.Remove("nonce"),
        ["signed with another key under the same name"] = static token =>
            token.SigningCredentials = new SigningCredentials(new RsaSecurityKey(RSA.Create(2048)) { KeyId = "own" }, SecurityAlgorithms.RsaSha256),
        ["not signed"] = static token => token.SigningCredentials = null,
        ["signed with the secret of the client"] = static token => token.SigningCredentials = new SigningCredentials(
            new SymmetricSecurityKey(Encoding.UTF8.GetBytes(DishonestProvider.Secret)), SecurityAlgorithms.HmacSha256),
        ["for another client"] = static token => token.Audience = "payroll",
        ["by another issuer"] = static token => token.Issuer = "https://login.elsewhere.example",
        ["expired"] = static token => (token.NotBefore, token.Expires) = (DateTime.UtcNow.AddHours(-2), DateTime.UtcNow.AddHours(-1)),
        ["without an end"] = static token => token.Expires = null,
        ["not valid yet"] = static token => (token.NotBefore, token.Expires) = (DateTime.UtcNow.AddHours(1), DateTime.UtcNow.AddHours(2)),
        ["of a group without a role"] = static token => token.Claims["groups"] = new[] { "staff" },
    };

    [Fact]
    public async Task An_ID_token_with_a_single_fault_signs_nobody_in()
    {
        await using DishonestProvider provider = await DishonestProvider.StartAsync();
        await using RunningDashboard dashboard = await RunningDashboard.StartAsync(servers, null, DishonestProvider.Settings(provider.Issuer));
        (await AnswerAsync(dashboard, provider, static _ => { })).ShouldBe((false, true), "without a fault it is an answer that signs in, else this proves nothing");

        foreach ((string fault, Action<SecurityTokenDescriptor> spoil) in Faults)
        {
            (await AnswerAsync(dashboard, provider, spoil)).ShouldBe((true, false), fault);
        }

        (await AnswerAsync(dashboard, provider, spoil: null)).ShouldBe((true, false), "no ID token at all");
        (await AnswerAsync(dashboard, provider, static _ => { })).ShouldBe((false, true), "and the faults have not broken it for the next one");
    }

    [Fact]
    public async Task A_state_counts_once_and_only_in_the_browser_that_it_was_made_for()
    {
        await using DishonestProvider provider = await DishonestProvider.StartAsync();
        await using RunningDashboard dashboard = await RunningDashboard.StartAsync(servers, null, DishonestProvider.Settings(provider.Issuer));
        using HttpClient victim = Browser(dashboard);
        using HttpClient other = Browser(dashboard);
        (string state, string nonce) = await BeginAsync(victim);
        provider.IdToken = provider.Token(nonce);

        (await ReturnAsync(other, state)).ShouldBe((true, false), "somebody else's browser");
        (await ReturnAsync(victim, state[..^6] + "AAAAAA")).ShouldBe((true, false), "a changed state");
        (await ReturnAsync(victim, "")).ShouldBe((true, false), "no state");

        (state, nonce) = await BeginAsync(victim);
        provider.IdToken = provider.Token(nonce);
        (await ReturnAsync(victim, state)).ShouldBe((false, true));
        (await ReturnAsync(victim, state)).ShouldBe((true, false), "the same state again");
    }

    private static async Task<(bool Refused, bool SignedIn)> AnswerAsync(
        RunningDashboard dashboard, DishonestProvider provider, Action<SecurityTokenDescriptor>? spoil)
    {
        using HttpClient browser = Browser(dashboard);
        (string state, string nonce) = await BeginAsync(browser);
        provider.IdToken = spoil is null ? null : provider.Token(nonce, spoil);
        return await ReturnAsync(browser, state);
    }

    private static async Task<(string State, string Nonce)> BeginAsync(HttpClient browser)
    {
        using HttpResponseMessage sent = await browser.GetAsync("/sign-in/provider", TestContext.Current.CancellationToken);
        sent.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        var query = HttpUtility.ParseQueryString(sent.Headers.Location!.Query);
        query["code_challenge_method"].ShouldBe("S256");
        return (query["state"]!, query["nonce"]!);
    }

    /// <summary>Comes back from the provider, and follows to the page that says no, if it is one.</summary>
    private static async Task<(bool Refused, bool SignedIn)> ReturnAsync(HttpClient browser, string state)
    {
        using HttpResponseMessage answer = await browser.GetAsync($"/sign-in/oidc?code=any&state={Uri.EscapeDataString(state)}", TestContext.Current.CancellationToken);
        answer.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        bool signedIn = answer.Headers.TryGetValues("Set-Cookie", out IEnumerable<string>? cookies) && cookies.Any(static cookie => cookie.StartsWith("offboarding=", StringComparison.Ordinal));
        using HttpResponseMessage page = await browser.GetAsync(answer.Headers.Location, TestContext.Current.CancellationToken);
        return ((await page.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).Contains("did not let you in", StringComparison.Ordinal), signedIn);
    }

    private static HttpClient Browser(RunningDashboard dashboard) => new(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = dashboard.Address };
}
