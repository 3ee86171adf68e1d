using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Offboarding.Bench.Throughput;

/// <summary>A collector that takes everything and keeps nothing but the count, in this process.</summary>
internal sealed class TelemetrySink : IAsyncDisposable
{
    private readonly WebApplication _app;
    private long _bytes;

    private TelemetrySink(WebApplication app) => _app = app;

    /// <summary>Bytes it has taken.</summary>
    public long Bytes => Interlocked.Read(ref _bytes);

    /// <summary>What a worker needs to be told to use it.</summary>
    public IReadOnlyList<string> Settings => [$"Telemetry:Otlp={_app.Urls.Single()}", "Telemetry:Metrics=true"];

    public static async Task<TelemetrySink> StartAsync()
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        WebApplication app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        var sink = new TelemetrySink(app);
        app.MapPost("/{**path}", async (HttpContext context) =>
        {
            byte[] buffer = new byte[65_536];
            int read;
            while ((read = await context.Request.Body.ReadAsync(buffer)) > 0)
            {
                Interlocked.Add(ref sink._bytes, read);
            }

            return TypedResults.Bytes(ReadOnlyMemory<byte>.Empty, "application/x-protobuf");
        });
        await app.StartAsync();
        return sink;
    }

    /// <summary>Reads a worker's metrics every second, as a scraper would.</summary>
    public static async Task ScrapeAsync(Uri worker, CancellationToken cancellationToken)
    {
        using var client = new HttpClient { BaseAddress = worker };
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                await client.GetStringAsync(new Uri("/metrics", UriKind.Relative), cancellationToken);
                await Task.Delay(TimeSpan.FromSeconds(1), cancellationToken);
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
