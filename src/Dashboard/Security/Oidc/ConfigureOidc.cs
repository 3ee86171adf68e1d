using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace Offboarding.Dashboard.Security.Oidc;

/// <summary>Makes the handler's options of the section <c>Dashboard:SignIn:Oidc</c>.</summary>
internal sealed class ConfigureOidc(IOptions<DashboardOptions> dashboard, ILogger<OidcHandler> logger) : IConfigureNamedOptions<OidcOptions>
{
    public void Configure(string? name, OidcOptions options)
    {
        OidcSignInOptions settings = dashboard.Value.SignIn.Oidc!;
        string authority = settings.Authority.TrimEnd('/');
        options.Settings = settings;
        options.Provider = new ConfigurationManager<OpenIdConnectConfiguration>(
            authority + "/.well-known/openid-configuration",
            new OpenIdConnectConfigurationRetriever(),
            new HttpDocumentRetriever { RequireHttps = authority.StartsWith("https://", StringComparison.Ordinal) });
        options.ClientId = settings.ClientId;
        options.ClientSecret = settings.ClientSecret;
        options.UsePkce = true;
        options.SignInScheme = CookieAuthenticationDefaults.AuthenticationScheme;
        options.CallbackPath = "/sign-in/oidc";
        options.Scope.Clear();
        foreach (string scope in $"openid {settings.Scopes}".Split(' ', StringSplitOptions.RemoveEmptyEntries).Distinct())
        {
            options.Scope.Add(scope);
        }

        // The provider sends the browser back from elsewhere: a strict cookie would not come along.
        options.CorrelationCookie.Name = "offboarding-oidc.";
        options.CorrelationCookie.SameSite = SameSiteMode.Lax;
        options.CorrelationCookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        options.RemoteAuthenticationTimeout = TimeSpan.FromMinutes(10);
        options.Events.OnRemoteFailure = context =>
        {
            logger.LogWarning("Sign-in at the provider failed: {Problem}", context.Failure?.Message);
            context.Response.Redirect("/sign-in?failed=provider");
            context.HandleResponse();
            return Task.CompletedTask;
        };
    }

    public void Configure(OidcOptions options) => Configure(OidcHandler.SchemeName, options);
}
