using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Offboarding.Dashboard.Tests.Support;

/// <summary>
/// Describes itself and its key as a provider does, and answers the exchange of a code with whatever ID token a test wants: what a
/// real provider never says.
/// </summary>
public sealed class DishonestProvider : IAsyncDisposable
{
    public const string Client = "offboarding";

    public const string Secret = "a secret between the two, of 32 bytes";

    private readonly RSA key = RSA.Create(2048);

    private readonly WebApplication app;

    private DishonestProvider(WebApplication app) => this.app = app;

    public Uri Issuer { get; private set; } = null!;

    /// <summary>The key that it says is its own.</summary>
    public SigningCredentials Own => new(new RsaSecurityKey(key) { KeyId = "own" }, SecurityAlgorithms.RsaSha256);

    /// <summary>What the next exchange of a code is answered with; null: no ID token.</summary>
    public string? IdToken { get; set; }

    public static async Task<DishonestProvider> StartAsync()
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var provider = new DishonestProvider(builder.Build());
        provider.app.Urls.Add("http://127.0.0.1:0");
        provider.app.MapGet("/.well-known/openid-configuration", () => new Dictionary<string, string>
        {
            ["issuer"] = provider.Name,
            ["authorization_endpoint"] = $"{provider.Name}/auth",
            ["token_endpoint"] = $"{provider.Name}/token",
            ["jwks_uri"] = $"{provider.Name}/jwks",
        });
        provider.app.MapGet("/jwks", () =>
        {
            RSAParameters shown = provider.key.ExportParameters(includePrivateParameters: false);
            return new
            {
                keys = new[]
                {
                    new
                    {
                        kty = "RSA",
                        use = "sig",
                        alg = "RS256",
                        kid = "own",
                        n = Base64UrlEncoder.Encode(shown.Modulus!),
                        e = Base64UrlEncoder.Encode(shown.Exponent!),
                    },
                },
            };
        });
        provider.app.MapPost("/token", () =>
        {
            var answer = new Dictionary<string, object> { ["access_token"] = "opaque", ["token_type"] = "Bearer", ["expires_in"] = 3600 };
            if (provider.IdToken is { } token)
            {
                answer["id_token"] = token;
            }

            return Results.Json(answer);
        });
        await provider.app.StartAsync();
        provider.Issuer = new Uri(provider.app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());
        return provider;
    }

    /// <summary>A token that is right, but for what a test changes about it.</summary>
    public string Token(string nonce, Action<SecurityTokenDescriptor>? spoil = null)
    {
        var token = new SecurityTokenDescriptor
        {
            Issuer = Name,
            Audience = Client,
            IssuedAt = DateTime.UtcNow,
            NotBefore = DateTime.UtcNow,
            Expires = DateTime.UtcNow.AddMinutes(5),
            SigningCredentials = Own,
            Claims = new Dictionary<string, object>
            {
                ["sub"] = "ines",
                ["preferred_username"] = "ines",
                ["groups"] = new[] { "ops-admins" },
                ["nonce"] = nonce,
            },
        };
        spoil?.Invoke(token);
        return new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(token);
    }

    /// <summary>A logout token that is right, but for what a test changes about it.</summary>
    public string LogoutToken(Action<SecurityTokenDescriptor>? spoil = null)
    {
        var token = new SecurityTokenDescriptor
        {
            Issuer = Name,
            Audience = Client,
            IssuedAt = DateTime.UtcNow,
            Expires = DateTime.UtcNow.AddMinutes(2),
            SigningCredentials = Own,
            TokenType = "logout+jwt",
            Claims = new Dictionary<string, object>
            {
                ["sub"] = "ines",
                ["jti"] = Guid.NewGuid().ToString(),
                ["events"] = new Dictionary<string, object> { ["http://schemas.openid.net/event/backchannel-logout"] = new Dictionary<string, object>() },
            },
        };
        spoil?.Invoke(token);
        return new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(token);
    }

    /// <summary>What the dashboard needs to sign people in here.</summary>
    public static (string, string?)[] Settings(Uri issuer) =>
    [
        ("Dashboard:SignIn:Oidc:Authority", issuer.ToString().TrimEnd('/')),
        ("Dashboard:SignIn:Oidc:ClientId", Client),
        ("Dashboard:SignIn:Oidc:ClientSecret", Secret),
        ("Dashboard:SignIn:Oidc:Roles:ops-admins", "admin"),
    ];

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        key.Dispose();
    }

    private string Name => Issuer.ToString().TrimEnd('/');
}
