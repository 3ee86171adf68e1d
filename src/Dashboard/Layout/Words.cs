using System.Globalization;

namespace Offboarding.Dashboard.Layout;

/// <summary>How the dashboard says things: English, numbers grouped, the same in every culture.</summary>
public static class Words
{
    /// <summary>The name of a state of a case or step, for people.</summary>
    public static string Label(string state) => state switch
    {
        "ready" => "Queued",
        _ => Sentence(state),
    };

    /// <summary>The name of a step: <c>reassign-conversations</c> is "Reassign conversations".</summary>
    public static string Step(string name) => Sentence(name);

    /// <summary>Steps divided by commas, as one phrase.</summary>
    public static string Steps(string? names) =>
        string.IsNullOrEmpty(names) ? "" : Sentence(names);

    /// <summary>Words of a kebab-case name, with a capital at the front.</summary>
    public static string Sentence(string name) =>
        name.Length == 0 ? "" : char.ToUpperInvariant(name[0]) + name[1..].Replace('-', ' ').Replace('_', ' ');

    /// <summary>"ines, on behalf of Ada Marsh": who asked; of what did not come from the dashboard "Ada Marsh".</summary>
    public static string Asker(string? sentBy, string inTheNameOf) => sentBy is null ? inTheNameOf : $"{sentBy}, on behalf of {inTheNameOf}";

    /// <summary>"the one", "both", "all 1,000".</summary>
    public static string All(long number) => number switch { 1 => "the one", 2 => "both", _ => $"all {Number(number)}" };

    /// <summary>"1 person", "both people", "all 1,000 people".</summary>
    public static string All(long number, string one, string many) => number switch { 1 => $"1 {one}", 2 => $"both {many}", _ => $"all {Number(number)} {many}" };

    /// <summary>Words of a camelCase name: <c>seatLimit</c> is "seat limit".</summary>
    public static string Field(string name) =>
        string.Concat(name.Select(static letter => char.IsUpper(letter) ? " " + char.ToLowerInvariant(letter) : letter.ToString()))
            .Replace('_', ' ').Trim();

    /// <summary>20000 is "20,000".</summary>
    public static string Number(long value) => value.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>"12 %", "0.4 %"; "—" of nothing.</summary>
    public static string Share(long part, long whole) =>
        whole == 0 ? "—" : $"{(100d * part / whole).ToString(part == 0 || part * 10 >= whole ? "0" : "0.#", CultureInfo.InvariantCulture)} %";

    /// <summary>A number that is counted up to 1,000 only: "7", "1,000+".</summary>
    public static string UpToThousand(long value) => value < 1000 ? Number(value) : "1,000+";

    /// <summary>"1 message", "3 messages", "1,000+ messages".</summary>
    public static string UpToThousand(long value, string one) => $"{UpToThousand(value)} {(value == 1 ? one : one + "s")}";

    /// <summary>"1 message", "3 messages".</summary>
    public static string Count(long value, string one, string? many = null) => $"{Number(value)} {(value == 1 ? one : many ?? one + "s")}";

    /// <summary>"1 conversation", "3 conversations": a number of items of a kind of work, which is named in the plural.</summary>
    public static string Items(long value, string kind) => Count(value, kind.TrimEnd('s'), kind);

    /// <summary>"420 ms", "1.2 s", "3 min 20 s", "2 h 5 min", "3 d 4 h".</summary>
    public static string Duration(TimeSpan span)
    {
        span = span < TimeSpan.Zero ? TimeSpan.Zero : span;
        return span switch
        {
            { TotalSeconds: < 0.9995 } => $"{Math.Round(span.TotalMilliseconds).ToString(CultureInfo.InvariantCulture)} ms",
            { TotalSeconds: < 10 } => $"{span.TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture)} s",
            { TotalSeconds: < 60 } => $"{(int)span.TotalSeconds} s",
            { TotalHours: < 1 } => $"{span.Minutes} min {span.Seconds} s",
            { TotalDays: < 1 } => $"{span.Hours} h {span.Minutes} min",
            _ => $"{(int)span.TotalDays} d {span.Hours} h",
        };
    }

    /// <summary>"8 s", "3 min", "2 h", "4 d": an age that does not flicker.</summary>
    public static string Age(TimeSpan span) => span switch
    {
        { TotalSeconds: < 1 } => "1 s",
        { TotalMinutes: < 1 } => $"{(int)span.TotalSeconds} s",
        { TotalHours: < 1 } => $"{(int)span.TotalMinutes} min",
        { TotalDays: < 2 } => $"{(int)span.TotalHours} h",
        _ => $"{(int)span.TotalDays} d",
    };

    /// <summary>"about 40 s": what is left is an estimate and does not flicker.</summary>
    public static string Left(TimeSpan span) => span switch
    {
        { TotalSeconds: < 5 } => "a few seconds",
        { TotalSeconds: < 60 } => $"about {Math.Ceiling(span.TotalSeconds / 5) * 5:0} s",
        { TotalHours: < 1 } => $"about {Math.Ceiling(span.TotalMinutes):0} min",
        _ => $"about {Duration(span)}",
    };

    /// <summary>"812 bytes", "9.5 KB", "10 MB".</summary>
    public static string Size(long bytes) => bytes switch
    {
        < 1024 => Count(bytes, "byte"),
        < 1024 * 1024 => $"{(bytes / 1024d).ToString("0.#", CultureInfo.InvariantCulture)} KB",
        _ => $"{(bytes / 1024d / 1024d).ToString("0.#", CultureInfo.InvariantCulture)} MB",
    };

    /// <summary>"Ana, Ben and Carl".</summary>
    public static string List(IReadOnlyList<string> items) => items.Count switch
    {
        0 => "",
        1 => items[0],
        _ => string.Join(", ", items.Take(items.Count - 1)) + " and " + items[^1],
    };

    /// <summary>What kind of case it is; null: a departure, as most are.</summary>
    public static string? CaseKind(string kind) => kind switch
    {
        "reassign" => "Work handed over",
        "undo" => "Work given back",
        "delete" => "Deletion",
        _ => null,
    };

    /// <summary>What somebody did, as a verb: <c>step-retried</c> is "retried"; null stays null.</summary>
    public static string? Did(string? action) => action switch
    {
        null => null,
        _ when action.StartsWith("step-", StringComparison.Ordinal) => action[5..].Replace('-', ' '),
        _ => action.Replace('-', ' '),
    };

    /// <summary>The tone of a state: what colour and icon it has. Never the only thing that tells them apart.</summary>
    public static string Tone(string state) => state switch
    {
        "signing-out" or "handing-over" or "running" => "active",
        "completed" or "done" or "ok" => "good",
        "retrying" or "paused" or "held-for-approval" or "standing-still" or "held" => "warn",
        "needs-attention" or "failed" or "not-read" or "over-target" => "bad",
        _ => "quiet",
    };
}
