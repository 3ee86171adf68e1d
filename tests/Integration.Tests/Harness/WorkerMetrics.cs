using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;

namespace Offboarding.Integration.Tests.Harness;

/// <summary>What a worker says at <c>/metrics</c>, as Prometheus would read it.</summary>
public sealed class WorkerMetrics : IDisposable
{
    private readonly HttpClient _client;

    public WorkerMetrics(int port, string? token = null)
    {
        _client = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}"), Timeout = TimeSpan.FromMinutes(1) };
        if (token is not null)
        {
            _client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        }
    }

    /// <summary>A port that was free a moment ago.</summary>
    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    public async Task<HttpStatusCode> StatusAsync() => (await _client.GetAsync(new Uri("/metrics", UriKind.Relative))).StatusCode;

    public Task<string> ReadAsync() => _client.GetStringAsync(new Uri("/metrics", UriKind.Relative));

    /// <summary>The sum of the samples of a series that have all of these labels; null: there is none.</summary>
    public static double? Sum(string text, string name, params string[] labels)
    {
        double[] values =
        [
            .. text.Split('\n').Where(line => !line.StartsWith('#') && (line.StartsWith($"{name}{{", StringComparison.Ordinal) || line.StartsWith($"{name} ", StringComparison.Ordinal)))
                .Where(line => labels.All(label => line.Contains(label, StringComparison.Ordinal)))
                .Select(line => line[(line.LastIndexOf('}') + 1)..].Trim().Split(' ') is [var value, ..] && line.Contains('}', StringComparison.Ordinal)
                    ? value : line.Split(' ')[1])
                .Select(value => double.Parse(value, CultureInfo.InvariantCulture)),
        ];
        return values.Length == 0 ? null : values.Sum();
    }

    public void Dispose() => _client.Dispose();
}
