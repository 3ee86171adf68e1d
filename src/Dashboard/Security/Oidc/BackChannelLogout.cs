using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;
using Offboarding.Dashboard.Security.Access;
using Offboarding.Dashboard.Security.Sessions;

namespace Offboarding.Dashboard.Security.Oidc;

/// <summary>
/// OpenID Connect Back-Channel Logout 1.0: the provider posts a logout token when somebody has signed out there or was shut out, and their sessions
/// here are over. The token is checked as the specification asks (2.6): signature by a key of the provider, issuer, audience, expiry, the event,
/// subject or session, and no nonce, so that an ID token is none. Sessions that began after it was issued stay, so that a token that is sent twice ends nothing more.
/// </summary>
internal static class BackChannelLogout
{
    public const string Path = "/sign-in/oidc/logout";

    private const string Event = "http://schemas.openid.net/event/backchannel-logout";
    private const int LongestToken = 16_384;

    /// <summary>How far the provider's clock may be behind ours.</summary>
    private static readonly TimeSpan Skew = TimeSpan.FromMinutes(2);

    private static readonly JsonWebTokenHandler Handler = new() { MapInboundClaims = false, MaximumTokenSizeInBytes = LongestToken };

    public static async Task<IResult> Post(
        HttpContext context, IOptionsMonitor<OpenIdConnectOptions> options, SignInSettings settings, SessionStore sessions, AccessLog access,
        ILogger<OpenIdConnectSignIn> logger, CancellationToken cancellationToken)
    {
        OpenIdConnectOptions provider = options.Get(OpenIdConnectSignIn.SchemeName);
        if (settings.Current.Oidc is null || provider.ConfigurationManager is null)
        {
            return TypedResults.NotFound();
        }

        if (!context.Request.HasFormContentType)
        {
            return Refused(logger, "it is no form");
        }

        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
        {
            size.MaxRequestBodySize = 2 * LongestToken;
        }

        string token = (await context.Request.ReadFormAsync(cancellationToken))["logout_token"].ToString();
        TokenValidationResult result;
        try
        {
            result = await ValidateAsync(token, provider, cancellationToken);
        }
        catch (InvalidOperationException unknown)
        {
            logger.LogWarning("A logout token cannot be checked: {Problem}", unknown.Message);
            return Answer("temporarily_unavailable", StatusCodes.Status503ServiceUnavailable);
        }

        if (!result.IsValid || result.SecurityToken is not JsonWebToken logout)
        {
            return Refused(logger, result.Exception?.GetType().Name ?? "it is no token");
        }

        if (Problem(logout) is { } problem)
        {
            return Refused(logger, problem);
        }

        foreach (string actor in await sessions.EndAtProviderAsync(
            logout.Issuer, Text(logout, "sub"), Text(logout, "sid"), new DateTimeOffset(logout.IssuedAt, TimeSpan.Zero) + Skew, cancellationToken))
        {
            access.Add(AccessEvent.Of(context, AccessEvent.SessionsEnded, way: OpenIdConnectSignIn.SchemeName) with { Actor = actor, Issuer = logout.Issuer, Subject = Text(logout, "sub") });
        }

        return TypedResults.Ok();
    }

    private static async Task<TokenValidationResult> ValidateAsync(string token, OpenIdConnectOptions provider, CancellationToken cancellationToken)
    {
        OpenIdConnectConfiguration known = await provider.ConfigurationManager!.GetConfigurationAsync(cancellationToken);
        TokenValidationResult result = await Handler.ValidateTokenAsync(token, Rules(known, provider.ClientId!));
        if (result.Exception is SecurityTokenSignatureKeyNotFoundException)
        {
            // The provider may have a new key. It is asked at most every few minutes.
            provider.ConfigurationManager.RequestRefresh();
            known = await provider.ConfigurationManager.GetConfigurationAsync(cancellationToken);
            result = await Handler.ValidateTokenAsync(token, Rules(known, provider.ClientId!));
        }

        return result;
    }

    private static TokenValidationParameters Rules(OpenIdConnectConfiguration known, string client) => new()
    {
        ValidIssuer = known.Issuer,
        ValidAudience = client,
        IssuerSigningKeys = known.SigningKeys,
        ValidAlgorithms = OpenIdConnectSignIn.Algorithms,
        RequireExpirationTime = true,
        RequireSignedTokens = true,
        ClockSkew = Skew,
    };

    private static string? Problem(JsonWebToken token) =>
        token.TryGetClaim("nonce", out _) ? "it has a nonce: it is an ID token"
        : !token.TryGetPayloadValue("iat", out long _) ? "it says not when it was issued"
        : token.Id.Length == 0 ? "it has no id"
        : !token.TryGetPayloadValue("events", out System.Text.Json.JsonElement events) || events.ValueKind != System.Text.Json.JsonValueKind.Object
          || !events.TryGetProperty(Event, out System.Text.Json.JsonElement what) || what.ValueKind != System.Text.Json.JsonValueKind.Object ? "it is not about a logout"
        : Text(token, "sub") is null && Text(token, "sid") is null ? "it names nobody"
        : null;

    private static string? Text(JsonWebToken token, string claim) => token.TryGetPayloadValue(claim, out string text) && text.Length > 0 ? text : null;

    private static JsonHttpResult<Dictionary<string, string>> Refused(ILogger logger, string problem)
    {
        logger.LogWarning("A logout token was refused: {Problem}", problem);
        return Answer("invalid_request", StatusCodes.Status400BadRequest);
    }

    private static JsonHttpResult<Dictionary<string, string>> Answer(string error, int status) =>
        TypedResults.Json(new Dictionary<string, string> { ["error"] = error }, statusCode: status);
}
