using System.Diagnostics;
using Offboarding.Telemetry;

namespace Offboarding.Worker.Infrastructure.Telemetry;

/// <summary>
/// The worker's spans (docs/adr/0028). One trace goes from the message of the HR system to the completion event: a message carries its place in the
/// headers <c>traceparent</c> and <c>tracestate</c>, the outbox in a column, and a case keeps the place it was opened at, for whatever is done days
/// later. A place that is written down is the text of <c>traceparent</c> and, after a blank, that of <c>tracestate</c> if there is one. Nobody listens:
/// nothing is made, and every method returns at once.
/// </summary>
internal static class Traces
{
    private static readonly ActivitySource Source = new(Signals.Name);

    /// <summary>What the W3C allows for a <c>tracestate</c> that has to be passed on.</summary>
    private const int LongestState = 512;

    /// <summary>The place for what is written down now; null: nothing is traced.</summary>
    public static string? Current => Source.HasListeners() && Activity.Current is { IdFormat: ActivityIdFormat.W3C } span ? Place(span.Id!, span.TraceStateString) : null;

    /// <summary>Whether a case's place in a trace is worth being looked up.</summary>
    public static bool AreOn => Source.HasListeners();

    /// <summary>A message is handled. What does not read as a place in a trace is ignored, and a new trace begins.</summary>
    /// <param name="queue">Where it was taken from.</param>
    /// <param name="system">The broker by the semantic conventions.</param>
    /// <param name="place">The headers as they came; null: there are none.</param>
    public static Activity? Process(string queue, string system, string? place)
    {
        if (!Source.HasListeners())
        {
            return null;
        }

        Activity.Current = null;
        Activity? span = Source.StartActivity($"process {queue}", ActivityKind.Consumer, Parse(place));
        return span?.SetTag("messaging.system", system).SetTag("messaging.operation.name", "process").SetTag("messaging.operation.type", "process")
            .SetTag("messaging.destination.name", queue);
    }

    /// <summary>A row of the outbox is sent.</summary>
    public static Activity? Send(string exchange, string system, string? place)
    {
        if (place is null || !Source.HasListeners())
        {
            return null;
        }

        Activity.Current = null;
        return Source.StartActivity($"send {exchange}", ActivityKind.Producer, Parse(place))?
            .SetTag("messaging.system", system).SetTag("messaging.operation.name", "send").SetTag("messaging.operation.type", "send")
            .SetTag("messaging.destination.name", exchange);
    }

    /// <summary>A slice of a step runs.</summary>
    /// <param name="step">Its name.</param>
    /// <param name="caseId">The case.</param>
    /// <param name="place">The case's own place, for a slice that no message began (a job, a sweep); null: the span that is open.</param>
    public static Activity? Slice(string step, Guid caseId, string? place)
    {
        ActivityContext parent = Activity.Current is null ? Parse(place) : default;
        return Source.StartActivity($"run {step}", ActivityKind.Internal, parent)?.SetTag("offboarding.step", step).SetTag(Signals.Case, caseId);
    }

    /// <summary>A line of a list is answered: a trace of its own, because ten thousand people in one are of no use to anybody.</summary>
    public static Activity? Line(string? placeOfList)
    {
        if (!Source.HasListeners())
        {
            return null;
        }

        Activity.Current = null;
        ActivityContext list = Parse(placeOfList);
        return Source.StartActivity("answer line", ActivityKind.Internal, default(ActivityContext), links: list == default ? null : [new ActivityLink(list)]);
    }

    /// <summary>What is being done is about a case and, unless it is part of the case's trace, linked to it.</summary>
    public static void About(Guid workspaceId, Guid caseId, string? place = null)
    {
        if (!Source.HasListeners() || Activity.Current is not { } span)
        {
            return;
        }

        span.SetTag(Signals.Case, caseId).SetTag(Signals.Workspace, workspaceId);
        ActivityContext opened = Parse(place);
        if (opened != default && opened.TraceId != span.TraceId)
        {
            span.AddLink(new ActivityLink(opened));
        }
    }

    /// <summary>What is being done is about a workspace.</summary>
    public static void AboutWorkspace(Guid workspaceId)
    {
        if (Source.HasListeners())
        {
            Activity.Current?.SetTag(Signals.Workspace, workspaceId);
        }
    }

    /// <summary>It failed: the type of the error, never its message, which may quote a row.</summary>
    public static void Failed(this Activity? span, Exception error) =>
        span?.SetStatus(ActivityStatusCode.Error).SetTag("error.type", SafeError.TypeOf(error));

    /// <summary>A place as it is written down. A <c>tracestate</c> that is too long or not plain text is left out, as the W3C asks for.</summary>
    public static string Place(string traceparent, string? tracestate) =>
        tracestate is { Length: > 0 and <= LongestState } && tracestate.Contains('=', StringComparison.Ordinal) && tracestate.All(static c => c is >= ' ' and <= '~')
            ? $"{traceparent} {tracestate}"
            : traceparent;

    /// <summary>The two headers of a place that was written down.</summary>
    public static (string Parent, string? State) Headers(string place) =>
        place.IndexOf(' ', StringComparison.Ordinal) is > 0 and var blank ? (place[..blank], place[(blank + 1)..]) : (place, null);

    private static ActivityContext Parse(string? place)
    {
        if (place is null)
        {
            return default;
        }

        (string parent, string? state) = Headers(place);
        return ActivityContext.TryParse(parent, state, isRemote: true, out ActivityContext context) ? context : default;
    }
}
