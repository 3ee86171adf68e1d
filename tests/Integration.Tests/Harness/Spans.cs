using System.Collections.Concurrent;
using System.Diagnostics;
using Offboarding.Telemetry;

namespace Offboarding.Integration.Tests.Harness;

/// <summary>Hears every span of the workers in this process; a test looks at those of its own trace.</summary>
public sealed class Spans : IDisposable
{
    private readonly ConcurrentQueue<Activity> _ended = new();
    private readonly ActivityListener _listener;

    public Spans()
    {
        _listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == Signals.Name,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = _ended.Enqueue,
        };
        ActivitySource.AddActivityListener(_listener);
    }

    /// <summary>A place in a trace of the HR system's.</summary>
    public static string NewTraceparent() => $"00-{ActivityTraceId.CreateRandom()}-{ActivitySpanId.CreateRandom()}-01";

    public static string TraceOf(string traceparent) => traceparent[3..35];

    public static string SpanOf(string traceparent) => traceparent[36..52];

    /// <summary>Those of a trace that have ended.</summary>
    public IReadOnlyList<Activity> Of(string traceId) => [.. _ended.Where(span => span.TraceId.ToHexString() == traceId)];

    /// <summary>Those about a case, of whatever trace.</summary>
    public IReadOnlyList<Activity> About(Guid caseId) => [.. _ended.Where(span => Equals(span.GetTagItem(Signals.Case), caseId))];

    public void Dispose() => _listener.Dispose();
}
