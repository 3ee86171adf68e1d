using System.Security.Claims;
using Microsoft.AspNetCore;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpenIddict.Abstractions;
using OpenIddict.Server.AspNetCore;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace Offboarding.Dashboard.Tests.Support;

/// <summary>
/// A second real provider (OpenIddict), in this process. It takes pushed authorization requests and no others (RFC 9126), and PKCE is
/// required. Its only person is already signed in.
/// </summary>
public sealed class OpenIddictProvider : IAsyncDisposable
{
    public const string Secret = "a secret between the two";

    private const string Client = "offboarding";

    private readonly WebApplication app;

    private OpenIddictProvider(WebApplication app) => this.app = app;

    public Uri Issuer { get; private set; } = null!;

    /// <summary>The query that the browser brought to the authorization endpoint last.</summary>
    public string BroughtByBrowser { get; private set; } = "";

    public static async Task<OpenIddictProvider> StartAsync(string person, string group)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddOpenIddict().AddServer(server =>
        {
            server.SetAuthorizationEndpointUris("authorize").SetTokenEndpointUris("token").SetPushedAuthorizationEndpointUris("par");
            server.AllowAuthorizationCodeFlow().RequireProofKeyForCodeExchange().RequirePushedAuthorizationRequests();
            server.RegisterScopes("profile");
            server.AddEphemeralEncryptionKey().AddEphemeralSigningKey();
            // Without a store of its own: the checks of the client are below.
            server.EnableDegradedMode();
            server.UseAspNetCore().EnableAuthorizationEndpointPassthrough().DisableTransportSecurityRequirement();
            server.AddEventHandler<ValidatePushedAuthorizationRequestContext>(handler => handler.UseInlineHandler(context => Check(
                context, context.ClientId == Client && context.Request.ClientSecret == Secret && context.RedirectUri?.StartsWith("http://127.0.0.1:", StringComparison.Ordinal) == true)));
            server.AddEventHandler<ValidateAuthorizationRequestContext>(handler => handler.UseInlineHandler(context => Check(context, context.ClientId == Client)));
            server.AddEventHandler<ValidateTokenRequestContext>(handler => handler.UseInlineHandler(
                context => Check(context, context.ClientId == Client && context.ClientSecret == Secret)));
        });
        var provider = new OpenIddictProvider(builder.Build());
        provider.app.Urls.Add("http://127.0.0.1:0");
        provider.app.MapMethods("/authorize", ["GET", "POST"], (HttpContext http) =>
        {
            provider.BroughtByBrowser = http.Request.QueryString.Value ?? "";
            var identity = new ClaimsIdentity("OpenIddict", OpenIddictConstants.Claims.Name, OpenIddictConstants.Claims.Role);
            identity.SetClaim(OpenIddictConstants.Claims.Subject, person).SetClaim(OpenIddictConstants.Claims.PreferredUsername, person).SetClaims("groups", [group]);
            identity.SetScopes(http.GetOpenIddictServerRequest()!.GetScopes());
            identity.SetDestinations(static _ => [OpenIddictConstants.Destinations.IdentityToken]);
            return Results.SignIn(new ClaimsPrincipal(identity), authenticationScheme: OpenIddictServerAspNetCoreDefaults.AuthenticationScheme);
        });
        await provider.app.StartAsync();
        provider.Issuer = new Uri(provider.app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());
        return provider;
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private static ValueTask Check(BaseValidatingContext context, bool right)
    {
        if (!right)
        {
            context.Reject(OpenIddictConstants.Errors.InvalidClient, "The client, its secret or its address is not known here.");
        }

        return default;
    }
}
