using System.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;
using Npgsql;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Offboarding.Telemetry;

/// <summary>Sets up what <see cref="TelemetryOptions"/> asks for, and nothing else.</summary>
public static class TelemetryRegistration
{
    /// <summary>How long a collector may take for one answer; what does not fit into the queue meanwhile is dropped.</summary>
    private const int PatienceMilliseconds = 5_000;

    /// <summary>Spans that wait for the collector; more are dropped, so that a collector that is away costs at most some megabytes.</summary>
    private const int QueueSize = 8_192;

    /// <summary>Times from half a millisecond (a message) to ten days (a handover that waited for a person).</summary>
    private static readonly double[] LongTimes = [0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 900, 3600, 14_400, 86_400, 864_000];

    /// <summary>Adds traces, metrics and logs to a host. In a host that has both, the second call adds its name to nothing.</summary>
    /// <param name="builder">The host.</param>
    /// <param name="options">They have been checked.</param>
    /// <param name="service">For example <c>offboarding-worker</c>.</param>
    public static IHostApplicationBuilder AddOffboardingTelemetry(this IHostApplicationBuilder builder, TelemetryOptions options, string service)
    {
        if (options.Logs == LogFormat.Json)
        {
            builder.Logging.AddConsole(static console => console.FormatterName = JsonLogFormatter.FormatterName)
                .AddConsoleFormatter<JsonLogFormatter, ConsoleFormatterOptions>();
        }

        if ((!options.HasTraces() && !options.HasMetrics()) || builder.Services.Any(static s => s.ServiceType == typeof(TelemetryIsOn)))
        {
            return builder;
        }

        builder.Services.AddSingleton<TelemetryIsOn>();
        OpenTelemetryBuilder telemetry = builder.Services.AddOpenTelemetry().ConfigureResource(resource => resource.AddService(service, "offboarding"));
        if (options.HasTraces())
        {
            telemetry.WithTracing(traces => (options.Statements ? traces.AddNpgsql().AddProcessor(new LeaveOutFailedStatements()) : traces)
                .SetSampler(new ParentBasedSampler(new TraceIdRatioBasedSampler(options.Sampling)))
                .AddSource(Signals.Name)
                .AddAspNetCoreInstrumentation(static web => web.Filter = IsWorthATrace)
                .SendTo(options));
        }

        if (options.HasMetrics())
        {
            telemetry.WithMetrics(metrics => metrics
                .AddMeter(Signals.Name, "Npgsql", "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel")
                .AddRuntimeInstrumentation()
                .AddProcessInstrumentation()
                .AddView("offboarding.*.duration", new ExplicitBucketHistogramConfiguration { Boundaries = LongTimes })
                .SendTo(options));
        }

        return builder;
    }

    private static TracerProviderBuilder SendTo(this TracerProviderBuilder traces, TelemetryOptions options) => options.Otlp is null ? traces
        : traces.ConfigureServices(static services => services.AddSingleton<CollectorWatch>())
            .AddOtlpExporter()
            .ConfigureServices(services => services.AddOptions<OtlpExporterOptions>().Configure<CollectorWatch>((otlp, watch) =>
            {
                Configure(otlp, options, watch, "v1/traces");
                otlp.BatchExportProcessorOptions.MaxQueueSize = QueueSize;
                otlp.BatchExportProcessorOptions.ExporterTimeoutMilliseconds = PatienceMilliseconds;
            }));

    private static MeterProviderBuilder SendTo(this MeterProviderBuilder metrics, TelemetryOptions options)
    {
        if (options.Metrics)
        {
            metrics.AddPrometheusExporter();
        }

        return options.Otlp is null ? metrics
            : metrics.ConfigureServices(static services => services.AddSingleton<CollectorWatch>())
                .AddOtlpExporter("metrics", static _ => { })
                .ConfigureServices(services => services.AddOptions<OtlpExporterOptions>("metrics")
                    .Configure<CollectorWatch>((otlp, watch) => Configure(otlp, options, watch, "v1/metrics")));
    }

    private static void Configure(OtlpExporterOptions otlp, TelemetryOptions options, CollectorWatch watch, string path)
    {
        otlp.Protocol = options.Protocol;
        otlp.Endpoint = options.Protocol == OtlpExportProtocol.Grpc ? new Uri(options.Otlp!) : new Uri($"{options.Otlp!.TrimEnd('/')}/{path}");
        otlp.TimeoutMilliseconds = PatienceMilliseconds;
        otlp.HttpClientFactory = () => watch.CreateClient(options.Otlp!, TimeSpan.FromMilliseconds(PatienceMilliseconds));
    }

    /// <summary>Health checks, scrapes and streams that stay open for hours say nothing as traces.</summary>
    private static bool IsWorthATrace(HttpContext context) =>
        !context.Request.Path.StartsWithSegments("/health", StringComparison.Ordinal) && !context.Request.Path.StartsWithSegments("/metrics", StringComparison.Ordinal)
        && !context.Request.Path.StartsWithSegments("/live", StringComparison.Ordinal) && !context.Request.Path.StartsWithSegments("/assets", StringComparison.Ordinal);

    private sealed class TelemetryIsOn;
}

/// <summary>How lines are written to the console.</summary>
public enum LogFormat
{
    /// <summary>As .NET does, for people.</summary>
    Text,

    /// <summary>One JSON object a line with the ids of trace, case and workspace, and without personal data.</summary>
    Json,
}

/// <summary>
/// Npgsql writes the server's message into the span of a statement that failed, and a message can quote a row. Such a span is not sent; the one around it says
/// that it failed and with what type of error.
/// </summary>
internal sealed class LeaveOutFailedStatements : BaseProcessor<Activity>
{
    public override void OnEnd(Activity data)
    {
        if (data.Source.Name == "Npgsql" && data.Status == ActivityStatusCode.Error)
        {
            data.ActivityTraceFlags &= ~ActivityTraceFlags.Recorded;
        }
    }
}
