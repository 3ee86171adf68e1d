using System.ComponentModel.DataAnnotations;
using OpenTelemetry.Exporter;

namespace Offboarding.Telemetry;

/// <summary>Section <c>Telemetry</c> of worker and dashboard. Without a setting there is no telemetry, and none of its cost.</summary>
public sealed class TelemetryOptions : IValidatableObject
{
    /// <summary>The name of the section.</summary>
    public const string Section = "Telemetry";

    /// <summary>The place of the trace id in <see cref="TraceUrl"/>.</summary>
    public const string TraceIdPlace = "{traceId}";

    private const int ShortestToken = 16;

    /// <summary>A collector that takes OTLP, for example <c>http://localhost:4318</c>; null: no traces and metrics are sent.</summary>
    public string? Otlp { get; set; }

    /// <summary>How the collector is spoken to: <c>HttpProtobuf</c> (usually port 4318) or <c>Grpc</c> (4317).</summary>
    public OtlpExportProtocol Protocol { get; set; } = OtlpExportProtocol.HttpProtobuf;

    /// <summary>Which part of the traces that begin here is recorded, 0 to 1. A trace that began elsewhere keeps what was decided there.</summary>
    public double Sampling { get; set; } = 1;

    /// <summary>Each statement of the database is a span too: most of all spans.</summary>
    public bool Statements { get; set; }

    /// <summary>Serves <c>/metrics</c> for Prometheus.</summary>
    public bool Metrics { get; set; }

    /// <summary>A scraper that sends this as its bearer token may read <c>/metrics</c>; required by the worker once it is set.</summary>
    public string? MetricsToken { get; set; }

    /// <summary>Where a trace can be seen, for the case page: <c>https://jaeger.example/trace/{traceId}</c>.</summary>
    public string? TraceUrl { get; set; }

    /// <summary>How lines are written to the console.</summary>
    public LogFormat Logs { get; set; } = LogFormat.Text;

    /// <summary>Traces are made: they are sent somewhere, or lines of a log carry their ids.</summary>
    public bool HasTraces() => Otlp is not null || Logs == LogFormat.Json;

    /// <summary>Metrics are counted: they are sent somewhere, or served.</summary>
    public bool HasMetrics() => Otlp is not null || Metrics;

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Otlp is not null && !IsAddress(Otlp))
        {
            yield return new ValidationResult($"is '{Otlp}', which is not the address of a collector; set it to one such as http://localhost:4318, or leave it out", [nameof(Otlp)]);
        }

        if (!Enum.IsDefined(Protocol))
        {
            yield return new ValidationResult($"is {Protocol}; set it to HttpProtobuf or Grpc", [nameof(Protocol)]);
        }

        if (!(Sampling is >= 0 and <= 1))
        {
            yield return new ValidationResult(FormattableString.Invariant($"is {Sampling}; 0 to 1 is expected"), [nameof(Sampling)]);
        }

        if (MetricsToken is { Length: < ShortestToken })
        {
            yield return new ValidationResult($"has {MetricsToken.Length} characters; at least {ShortestToken} are expected", [nameof(MetricsToken)]);
        }

        if (TraceUrl is not null
            && (!TraceUrl.Contains(TraceIdPlace, StringComparison.Ordinal) || !IsAddress(TraceUrl.Replace(TraceIdPlace, "0", StringComparison.Ordinal))))
        {
            yield return new ValidationResult(
                $"is '{TraceUrl}', which is not an http or https address with {TraceIdPlace} in it; set it to one such as https://jaeger.example/trace/{TraceIdPlace}, or leave it out",
                [nameof(TraceUrl)]);
        }
    }

    private static bool IsAddress(string text) => Uri.TryCreate(text, UriKind.Absolute, out Uri? uri) && uri.Scheme is ("http" or "https");
}
