using System.Diagnostics;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;

namespace Offboarding.Telemetry;

/// <summary>
/// Lines of a log as JSON objects, one a line. The ids of case and workspace come from the span that is being worked in, or from the values of
/// the line itself. Of an exception there are types and stack, not the message (see <see cref="SafeError"/>).
/// </summary>
internal sealed class JsonLogFormatter() : ConsoleFormatter(FormatterName)
{
    public const string FormatterName = "offboarding-json";

    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public override void Write<TState>(in LogEntry<TState> logEntry, IExternalScopeProvider? scopeProvider, TextWriter textWriter)
    {
        using var buffer = new MemoryStream(512);
        using (var json = new Utf8JsonWriter(buffer, Options))
        {
            json.WriteStartObject();
            json.WriteString("time", DateTime.UtcNow);
            json.WriteString("level", logEntry.LogLevel.ToString());
            json.WriteString("category", logEntry.Category);
            json.WriteString("message", logEntry.Formatter(logEntry.State, null));
            if (Activity.Current is { IdFormat: ActivityIdFormat.W3C } span)
            {
                json.WriteString("trace_id", span.TraceId.ToHexString());
                json.WriteString("span_id", span.SpanId.ToHexString());
            }

            Write(json, "case", Signals.Case, "Case", logEntry.State);
            Write(json, "workspace", Signals.Workspace, "Workspace", logEntry.State);
            if (logEntry.Exception is { } error)
            {
                json.WriteString("error", SafeError.Of(error));
                json.WriteString("stack", SafeError.StackOf(error));
            }

            json.WriteEndObject();
        }

        textWriter.WriteLine(Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length));
    }

    private static void Write<TState>(Utf8JsonWriter json, string field, string tag, string place, TState state)
    {
        object? value = (state as IReadOnlyList<KeyValuePair<string, object?>>)?.FirstOrDefault(v => v.Key == place).Value;
        for (Activity? span = Activity.Current; value is null && span is not null; span = span.Parent)
        {
            value = span.GetTagItem(tag);
        }

        if (value is not null)
        {
            json.WriteString(field, value.ToString());
        }
    }
}
