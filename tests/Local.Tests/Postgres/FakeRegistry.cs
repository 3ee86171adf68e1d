using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;

namespace Offboarding.Local.Tests.Postgres;

/// <summary>Answers every request with the same bytes and remembers what was asked for.</summary>
internal sealed class FakeRegistry(WebApplication application, ConcurrentQueue<string> asked) : IAsyncDisposable
{
    public Uri Address => new(application.Urls.Single() + "/");

    public IReadOnlyCollection<string> Asked => asked;

    public static async Task<FakeRegistry> StartAsync(byte[] answer)
    {
        var asked = new ConcurrentQueue<string>();
        WebApplicationBuilder builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        WebApplication application = builder.Build();
        application.Run(context =>
        {
            asked.Enqueue(context.Request.Path);
            return context.Response.Body.WriteAsync(answer).AsTask();
        });
        await application.StartAsync();
        return new FakeRegistry(application, asked);
    }

    public ValueTask DisposeAsync() => application.DisposeAsync();
}
