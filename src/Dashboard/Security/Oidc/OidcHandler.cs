using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OAuth;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace Offboarding.Dashboard.Security.Oidc;

/// <summary>
/// OpenID Connect on top of ASP.NET Core's OAuth handler, which does state, PKCE and the exchange of the code (ADR 0019). Who somebody
/// is comes from the ID token, after its signature, issuer, audience, time and nonce were checked.
/// </summary>
internal sealed class OidcHandler(IOptionsMonitor<OidcOptions> options, ILoggerFactory logger, UrlEncoder encoder)
    : OAuthHandler<OidcOptions>(options, logger, encoder)
{
    public const string SchemeName = "oidc";

    private const string NonceKey = "nonce";

    private static readonly string[] Algorithms = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512"];

    protected override async Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Options.AuthorizationEndpoint = (await ProviderAsync()).AuthorizationEndpoint;
        properties.Items[NonceKey] = Guid.NewGuid().ToString("N");
        await base.HandleChallengeAsync(properties);
    }

    protected override string BuildChallengeUrl(AuthenticationProperties properties, string redirectUri) =>
        base.BuildChallengeUrl(properties, redirectUri) + "&nonce=" + properties.Items[NonceKey];

    protected override async Task<OAuthTokenResponse> ExchangeCodeAsync(OAuthCodeExchangeContext context)
    {
        Options.TokenEndpoint = (await ProviderAsync()).TokenEndpoint;
        return await base.ExchangeCodeAsync(context);
    }

    protected override async Task<AuthenticationTicket> CreateTicketAsync(
        ClaimsIdentity identity, AuthenticationProperties properties, OAuthTokenResponse tokens)
    {
        ClaimsIdentity person = await CheckAsync(tokens, properties.Items[NonceKey]);
        string name = person.FindFirst(Options.Settings.NameClaim)?.Value is { Length: >= 1 and <= 200 } known
            ? known
            : throw new AuthenticationFailureException($"The ID token has no claim {Options.Settings.NameClaim} of 1 to 200 characters.");
        List<Claim> groups = [.. person.FindAll(Options.Settings.RoleClaim)
            .Where(claim => Options.Settings.Roles.ContainsKey(claim.Value)).Select(static claim => new Claim(SignedIn.GroupClaim, claim.Value))];
        if (groups.Count == 0)
        {
            throw new AuthenticationFailureException($"No value of the claim {Options.Settings.RoleClaim} has a role here.");
        }

        properties.Items.Remove(NonceKey);
        return new AuthenticationTicket(SignedIn.As(name, SchemeName, groups), properties, Scheme.Name);
    }

    private async Task<ClaimsIdentity> CheckAsync(OAuthTokenResponse tokens, string? nonce)
    {
        string token = tokens.Response!.RootElement.TryGetProperty("id_token", out System.Text.Json.JsonElement sent) && sent.GetString() is { } text
            ? text
            : throw new AuthenticationFailureException("The provider sent no ID token.");
        OpenIdConnectConfiguration provider = await ProviderAsync();
        TokenValidationResult result = await new JsonWebTokenHandler { MapInboundClaims = false }.ValidateTokenAsync(token, new TokenValidationParameters
        {
            ValidIssuer = provider.Issuer,
            ValidAudience = Options.ClientId,
            IssuerSigningKeys = provider.SigningKeys,
            RequireSignedTokens = true,
            RequireExpirationTime = true,
            ValidAlgorithms = Algorithms,
        });
        if (!result.IsValid)
        {
            // A provider that has changed its keys is asked for them before the next try.
            Options.Provider.RequestRefresh();
            throw new AuthenticationFailureException("The ID token is not valid.", result.Exception);
        }

        return nonce is not null && result.ClaimsIdentity.FindFirst("nonce")?.Value == nonce
            ? result.ClaimsIdentity
            : throw new AuthenticationFailureException("The ID token answers another sign-in.");
    }

    private Task<OpenIdConnectConfiguration> ProviderAsync() => Options.Provider.GetConfigurationAsync(Context.RequestAborted);
}
