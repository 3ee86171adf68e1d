using System.Diagnostics;
using System.Text.Json;
using MassTransit;
using Offboarding.Telemetry;
using Offboarding.Worker.Infrastructure.Telemetry;

namespace Offboarding.Worker.Infrastructure.Messaging;

/// <summary>
/// A span and a measurement for each message that is handled. MassTransit's own spans know only its own header; ours continue what any sender began:
/// <c>traceparent</c> and <c>tracestate</c> among the headers of AMQP or in the envelope's, else MassTransit's (docs/adr/0028).
/// </summary>
internal sealed class TraceReceived(string queue) : IFilter<ReceiveContext>
{
    public const string MassTransitHeader = "MT-Activity-Id";

    public async Task Send(ReceiveContext context, IPipe<ReceiveContext> next)
    {
        long started = Stopwatch.GetTimestamp();
        using Activity? span = Traces.AreOn ? Traces.Process(queue, Measures.SystemOf(context.InputAddress), PlaceOf(context)) : null;
        try
        {
            await next.Send(context);
            Measures.Processed(queue, context.InputAddress, Stopwatch.GetElapsedTime(started), null);
        }
        catch (Exception error)
        {
            span.Failed(error);
            Measures.Processed(queue, context.InputAddress, Stopwatch.GetElapsedTime(started), error);
            throw;
        }
    }

    public void Probe(ProbeContext context) => context.CreateFilterScope("trace-received");

    private static string? PlaceOf(ReceiveContext context) =>
        context.Header(Signals.TraceParent) is { } traceparent ? Traces.Place(traceparent, context.Header(Signals.TraceState)) : InEnvelope(context) ?? context.Header(MassTransitHeader);

    /// <summary>
    /// MassTransit writes its headers into AMQP's as well, others may not. The envelope is looked into only where the word occurs: reading it twice
    /// would cost every message for the few.
    /// </summary>
    private static string? InEnvelope(ReceiveContext context)
    {
        if (!context.IsInEnvelope())
        {
            return null;
        }

        byte[] body = context.Body.GetBytes();
        if (body.AsSpan().IndexOf("\"traceparent\""u8) < 0)
        {
            return null;
        }

        try
        {
            using JsonDocument envelope = JsonDocument.Parse(body);
            return envelope.RootElement.ValueKind == JsonValueKind.Object
                && envelope.RootElement.TryGetProperty("headers", out JsonElement headers) && headers.ValueKind == JsonValueKind.Object
                && Text(headers, Signals.TraceParent) is { } traceparent
                ? Traces.Place(traceparent, Text(headers, Signals.TraceState)) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string? Text(JsonElement headers, string name) =>
        headers.TryGetProperty(name, out JsonElement header) && header.ValueKind == JsonValueKind.String ? header.GetString() : null;
}
