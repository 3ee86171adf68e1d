using System.Diagnostics;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Offboarding.Bench.Measuring;
using Offboarding.Bench.Servers;
using Offboarding.Dashboard;
using Offboarding.Dashboard.Security;

namespace Offboarding.Bench.Pages;

/// <summary>The dashboard on a free port of loopback, and a browser's cookie for it.</summary>
internal sealed class BenchDashboard : IAsyncDisposable
{
    private const int WarmUp = 5;
    private const int Requests = 60;

    private readonly WebApplication _app;
    private readonly string _keys;

    private BenchDashboard(WebApplication app, string keys, HttpClient client) => (_app, _keys, Client) = (app, keys, client);

    /// <summary>Signed in.</summary>
    public HttpClient Client { get; }

    public static async Task<BenchDashboard> StartAsync(BenchDatabase database, CancellationToken cancellationToken)
    {
        string keys = Directory.CreateTempSubdirectory("offboarding-bench-keys-").FullName;
        WebApplicationBuilder builder = WebApplication.CreateBuilder();
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Urls"] = "http://127.0.0.1:0",
            ["ConnectionStrings:Dashboard"] = database.Dashboard,
            ["Dashboard:KeysFolder"] = keys,
        });
        builder.Logging.ClearProviders();
        builder.AddOffboardingDashboard();
        WebApplication app = builder.Build();
        app.MapOffboardingDashboard();
        app.MapDashboardHealth();
        await app.StartAsync(cancellationToken);
        Uri address = DashboardAddress.Of(app.Services.GetRequiredService<IServer>())!;
        var client = new HttpClient(new SocketsHttpHandler { CookieContainer = new CookieContainer(), AllowAutoRedirect = false }) { BaseAddress = address };
        using HttpResponseMessage signedIn = await client.GetAsync(app.Services.GetRequiredService<OneTimeSignIn>().CreateLink(address), cancellationToken);
        signedIn.EnsureSuccessStatusCode();
        return new BenchDashboard(app, keys, client);
    }

    /// <summary>One request after the other, from the first byte sent to the last byte read, in milliseconds.</summary>
    /// <exception cref="InvalidOperationException">An answer is neither a page nor leads to one.</exception>
    public async Task<Distribution> MeasureAsync(string address, CancellationToken cancellationToken)
    {
        var times = new List<double>();
        for (int number = 0; number < WarmUp + Requests; number++)
        {
            long started = Stopwatch.GetTimestamp();
            using HttpResponseMessage answer = await Client.GetAsync(new Uri(address, UriKind.Relative), cancellationToken);
            await answer.Content.ReadAsByteArrayAsync(cancellationToken);
            // A search with a single hit opens it.
            if (!answer.IsSuccessStatusCode && answer.StatusCode != HttpStatusCode.Found)
            {
                throw new InvalidOperationException($"{address} answered {(int)answer.StatusCode}.");
            }

            if (number >= WarmUp)
            {
                times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
            }
        }

        return Distribution.Of(times);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
        Directory.Delete(_keys, recursive: true);
    }
}
