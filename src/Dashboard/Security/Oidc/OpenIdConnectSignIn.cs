using System.Security.Claims;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.Extensions.Options;
using Offboarding.Dashboard.Security.Access;

namespace Offboarding.Dashboard.Security.Oidc;

/// <summary>
/// Configures ASP.NET Core's OpenID Connect handler from the section <c>Dashboard:SignIn:Oidc</c> (ADR 0027). The handler does the protocol: state,
/// nonce, PKCE, pushed authorization where the provider offers it, and the checks of the ID token. Ours is who the person is here, and their groups.
/// </summary>
internal sealed class OpenIdConnectSignIn(IOptions<DashboardOptions> dashboard, TimeProvider time, AccessLog access, ILogger<OpenIdConnectSignIn> logger) : IConfigureNamedOptions<OpenIdConnectOptions>
{
    public const string SchemeName = "oidc";

    /// <summary>Public keys only: a token that is signed with the client's secret could have been made by anyone who knows it.</summary>
    internal static readonly string[] Algorithms = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512"];

    public void Configure(OpenIdConnectOptions options) => Configure(SchemeName, options);

    public void Configure(string? name, OpenIdConnectOptions options)
    {
        OidcSignInOptions settings = dashboard.Value.SignIn.Oidc!;
        options.Authority = settings.Authority.TrimEnd('/');
        options.RequireHttpsMetadata = settings.Authority.StartsWith("https://", StringComparison.OrdinalIgnoreCase);
        options.ClientId = settings.ClientId;
        options.ClientSecret = settings.ClientSecret.Length > 0 ? settings.ClientSecret : null;
        options.ResponseType = "code";
        options.ResponseMode = "query";
        options.PushedAuthorizationBehavior = PushedAuthorizationBehavior.UseIfAvailable;
        options.SignInScheme = CookieAuthenticationDefaults.AuthenticationScheme;
        options.CallbackPath = "/sign-in/oidc";
        // The handler would end a session for anyone who calls this address without an issuer or a session id.
        options.RemoteSignOutPath = default;
        options.SignedOutCallbackPath = default;
        options.MapInboundClaims = false;
        options.DisableTelemetry = true;
        options.RemoteAuthenticationTimeout = TimeSpan.FromMinutes(10);
        options.Scope.Clear();
        foreach (string scope in $"openid {settings.Scopes}".Split(' ', StringSplitOptions.RemoveEmptyEntries).Distinct())
        {
            options.Scope.Add(scope);
        }

        options.TokenValidationParameters.ValidAlgorithms = Algorithms;
        options.TokenValidationParameters.RequireExpirationTime = true;
        AcrossSites(options.CorrelationCookie, "offboarding-oidc.");
        AcrossSites(options.NonceCookie, "offboarding-oidc-nonce.");
        options.Events.OnTokenValidated = context => AdmitAsync(context, settings);
        options.Events.OnRemoteFailure = context =>
        {
            logger.LogWarning("Sign-in at the provider failed: {Problem}", context.Failure?.Message);
            access.Add(AccessEvent.Of(context.HttpContext, AccessEvent.SignInFailed, way: SchemeName));
            context.Response.Redirect("/sign-in?failed=provider");
            context.HandleResponse();
            return Task.CompletedTask;
        };
    }

    /// <summary>The provider sends the browser back from another site: a strict cookie would not come along.</summary>
    private static void AcrossSites(CookieBuilder cookie, string name)
    {
        cookie.Name = name;
        cookie.SameSite = SameSiteMode.Lax;
        cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
    }

    /// <summary>Replaces the provider's claims by what the cookie keeps: a name for the audit trail and the groups that have a role here.</summary>
    private Task AdmitAsync(TokenValidatedContext context, OidcSignInOptions settings)
    {
        ClaimsPrincipal person = context.Principal!;
        string? name = person.FindFirst(settings.NameClaim)?.Value;
        List<Claim> groups = [.. person.FindAll(settings.RoleClaim)
            .Where(claim => settings.Roles.ContainsKey(claim.Value)).Select(static claim => new Claim(SignedIn.GroupClaim, claim.Value))];
        if (context.SecurityToken.RawSignature.Length == 0)
        {
            // In the code flow the handler lets a token without a signature pass, as OpenID Connect Core 3.1.3.7 allows. We do not.
            context.Fail("The ID token is not signed.");
        }
        else if (name is not { Length: >= 1 and <= OidcIdentity.LongestName })
        {
            context.Fail($"The ID token has no claim {settings.NameClaim} of 1 to {OidcIdentity.LongestName} characters.");
        }
        else if (context.SecurityToken is not { Subject.Length: >= 1 and <= 255, Issuer.Length: >= 1 and <= 500 } token)
        {
            context.Fail("The ID token names no issuer or no subject.");
        }
        else if (groups.Count == 0)
        {
            context.Fail($"No value of the claim {settings.RoleClaim} has a role here.");
        }
        else
        {
            List<Claim> who = [new(SignedIn.IssuerClaim, token.Issuer), new(SignedIn.SubjectClaim, token.Subject)];
            if (person.FindFirst("sid")?.Value is { Length: >= 1 and <= 255 } session)
            {
                who.Add(new Claim(SignedIn.ProviderSessionClaim, session));
            }

            context.Principal = SignedIn.As(OidcIdentity.Of(token.Issuer, token.Subject, name), SchemeName, time.GetUtcNow(), [.. groups, .. who]);
        }

        return Task.CompletedTask;
    }
}
