using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Primitives;

namespace Offboarding.Telemetry;

/// <summary><c>/metrics</c>, where <see cref="TelemetryOptions.Metrics"/> is on.</summary>
public static class MetricsEndpoint
{
    /// <summary>The path.</summary>
    public const string Path = "/metrics";

    private const string Bearer = "Bearer ";

    /// <summary>Serves the metrics; null: they are off.</summary>
    public static IEndpointConventionBuilder? MapOffboardingMetrics(this IEndpointRouteBuilder routes, TelemetryOptions options) =>
        options.Metrics ? routes.MapPrometheusScrapingEndpoint(Path) : null;

    /// <summary>Whether a request carries the token; without a token in the settings none does.</summary>
    public static bool HasToken(HttpRequest request, TelemetryOptions options)
    {
        StringValues header = request.Headers.Authorization;
        return options.MetricsToken is { } token && header.Count == 1 && header[0] is { } text && text.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase)
            // Hashed first, so that neither the length nor the first wrong character shows in the time it takes.
            && CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(text[Bearer.Length..])), SHA256.HashData(Encoding.UTF8.GetBytes(token)));
    }
}
