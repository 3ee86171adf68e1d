using System.Diagnostics;
using System.Diagnostics.Metrics;
using Offboarding.Telemetry;

namespace Offboarding.Worker.Infrastructure.Telemetry;

/// <summary>
/// What the worker counts. Names and labels follow the semantic conventions where there are any; ours begin with <c>offboarding.</c>. No label has
/// values that nobody bounds: no ids, and of errors a closed list (docs/telemetry.md).
/// </summary>
internal static class Measures
{
    private const string ErrorType = "error.type";

    private static readonly Meter Meter = new(Signals.Name);

    private static readonly Counter<long> Departures = Meter.CreateCounter<long>(
        "offboarding.departures", "{departure}", "Departures by what became of them: scheduled, held, started, completed, cancelled, refused.");

    private static readonly Counter<long> Refusals = Meter.CreateCounter<long>("offboarding.refusals", "{message}", "Messages that were refused, by code.");

    private static readonly Histogram<double> Lockout = Meter.CreateHistogram<double>(
        "offboarding.lockout.duration", "s", "From the request, or the last day, until every session was ended.");

    private static readonly Histogram<double> Completion = Meter.CreateHistogram<double>(
        "offboarding.completion.duration", "s", "From the start of a case to its completion.");

    private static readonly Counter<long> Items = Meter.CreateCounter<long>("offboarding.items.processed", "{item}", "Items that steps dealt with; work that was moved is in the steps reassign-*.");

    private static readonly Counter<long> Attempts = Meter.CreateCounter<long>("offboarding.attempts.failed", "{attempt}", "Attempts of steps that failed.");

    private static readonly Counter<long> DeadLetters = Meter.CreateCounter<long>("offboarding.dead_letters", "{message}", "Messages that were put aside as dead letters, by reason.");

    private static readonly InstrumentAdvice<double> ShortTimes = new() { HistogramBucketBoundaries = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 60] };

    private static readonly Histogram<double> ProcessDuration = Meter.CreateHistogram<double>(
        "messaging.process.duration", "s", "Duration of handling a message.", advice: ShortTimes);

    private static readonly Counter<long> ConsumedMessages = Meter.CreateCounter<long>("messaging.client.consumed.messages", "{message}", "Messages that the broker delivered.");

    private static readonly Histogram<double> OperationDuration = Meter.CreateHistogram<double>(
        "messaging.client.operation.duration", "s", "Duration of sending a message until the broker confirmed it.", advice: ShortTimes);

    private static readonly Counter<long> SentMessages = Meter.CreateCounter<long>("messaging.client.sent.messages", "{message}", "Messages that were sent.");

    /// <summary>Somebody reads them.</summary>
    public static bool AreOn => Departures.Enabled;

    /// <summary>The broker by the semantic conventions.</summary>
    public static string SystemOf(Uri address) => address.Scheme == "loopback" ? "in_memory" : "rabbitmq";

    public static void Departed(string outcome) => Tally.Add(() => Departures.Add(1, new KeyValuePair<string, object?>("offboarding.outcome", outcome)));

    public static void Refused(string code, string message) => Tally.Add(() => Refusals.Add(
        1, new KeyValuePair<string, object?>("offboarding.refusal.code", code), new KeyValuePair<string, object?>("offboarding.message", message)));

    public static void LockedOut(TimeSpan after) => Tally.Add(() => Lockout.Record(after.TotalSeconds));

    public static void Completed(string kind, TimeSpan after)
    {
        if (AreOn)
        {
            Tally.Add(() => Completion.Record(after.TotalSeconds, new KeyValuePair<string, object?>("offboarding.case.kind", kind.ToLowerInvariant())));
        }
    }

    /// <param name="step">The name of a step this build has.</param>
    /// <param name="items">Of a batch that has committed.</param>
    public static void Done(string step, long items)
    {
        if (items > 0)
        {
            Items.Add(items, new KeyValuePair<string, object?>("offboarding.step", step));
        }
    }

    public static void AttemptFailed(string step, Exception error) => Attempts.Add(
        1, new KeyValuePair<string, object?>("offboarding.step", step), new KeyValuePair<string, object?>(ErrorType, SafeError.TypeOf(error)));

    public static void DeadLetter(string reason) => DeadLetters.Add(1, new KeyValuePair<string, object?>("offboarding.reason", reason));

    public static void Processed(string queue, Uri address, TimeSpan took, Exception? error)
    {
        if (ProcessDuration.Enabled)
        {
            TagList tags = Tags("process", queue, address, error);
            ProcessDuration.Record(took.TotalSeconds, tags);
            ConsumedMessages.Add(1, tags);
        }
    }

    public static void Sent(string exchange, Uri address, TimeSpan took, Exception? error)
    {
        if (SentMessages.Enabled)
        {
            TagList tags = Tags("send", exchange, address, error);
            SentMessages.Add(1, tags);
            tags.Add("messaging.operation.type", "send");
            OperationDuration.Record(took.TotalSeconds, tags);
        }
    }

    private static TagList Tags(string operation, string destination, Uri address, Exception? error)
    {
        var tags = new TagList { { "messaging.operation.name", operation }, { "messaging.system", SystemOf(address) }, { "messaging.destination.name", destination } };
        if (error is not null)
        {
            tags.Add(ErrorType, SafeError.TypeOf(error));
        }

        return tags;
    }
}
