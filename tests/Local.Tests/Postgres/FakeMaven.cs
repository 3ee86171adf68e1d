using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Offboarding.Local.Tests.Postgres;

/// <summary>A Maven repository with one jar, whatever its name, and its SHA-256 next to it.</summary>
internal sealed class FakeMaven(WebApplication application) : IAsyncDisposable
{
    public Uri Address => new(application.Urls.Single() + "/");

    public static async Task<FakeMaven> StartAsync(byte[] jar, string? sha256 = null)
    {
        WebApplicationBuilder builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        WebApplication application = builder.Build();
        application.Run(context => context.Request.Path.Value!.EndsWith(".sha256", StringComparison.Ordinal)
            ? context.Response.WriteAsync(sha256 ?? Convert.ToHexStringLower(SHA256.HashData(jar)))
            : context.Response.Body.WriteAsync(jar).AsTask());
        await application.StartAsync();
        return new FakeMaven(application);
    }

    public ValueTask DisposeAsync() => application.DisposeAsync();
}
