using System.Globalization;
using Microsoft.Extensions.Options;
using Offboarding.Telemetry;

namespace Offboarding.Dashboard.Pages.Case;

/// <summary>Where the trace of a case and the log of an attempt can be seen, by the templates of the configuration.</summary>
public sealed class AttemptLinks(IOptions<TelemetryOptions> telemetry, IOptions<DashboardOptions> dashboard)
{
    // What led to a failure is often said a little before, and its consequences a little later.
    private static readonly TimeSpan Around = TimeSpan.FromSeconds(10);

    /// <summary>The trace; null: nobody said where, or it was not recorded.</summary>
    public string? Trace(CaseFacts facts) => facts is { TraceId: { } trace, TraceRecorded: true }
        ? telemetry.Value.TraceUrl?.Replace(TelemetryOptions.TraceIdPlace, trace, StringComparison.Ordinal)
        : null;

    /// <summary>The log around an attempt; null: nobody said where.</summary>
    public string? Log(CaseFacts facts, StepAttempt attempt) => dashboard.Value.LogUrl is not { } template
        ? null
        : new (string Place, string Value)[]
        {
            ("{caseId}", facts.Id.ToString()), ("{step}", attempt.Step), ("{traceId}", facts.TraceId ?? ""), ("{from}", Utc(attempt.StartedAt - Around)), ("{to}", Utc(attempt.FailedAt + Around)),
        }.Aggregate(template, static (url, part) => url.Replace(part.Place, Uri.EscapeDataString(part.Value), StringComparison.Ordinal));

    private static string Utc(DateTime at) => at.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
}
