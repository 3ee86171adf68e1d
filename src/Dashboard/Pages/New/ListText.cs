using System.Globalization;
using Offboarding.Dashboard.Layout;

namespace Offboarding.Dashboard.Pages.New;

/// <summary>Reads a list of people: a line each, an email address or an id, and a last day of their own if they have one. A pure function.</summary>
public static class ListText
{
    /// <summary>The most lines that one list takes (F6).</summary>
    public const int Most = 10_000;

    /// <summary>The largest file that is read, in bytes; what is said about it before and after is made from this.</summary>
    public const long LargestFile = 1024 * 1024;

    /// <summary>What is said about the second line of somebody.</summary>
    public const string Twice = "The same person is above already.";

    private static readonly char[] Dividers = [',', ';', '\t'];

    /// <summary>The lines that say something; a heading such as <c>email,last day</c> is passed over.</summary>
    public static IReadOnlyList<ListLine> Read(string text)
    {
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        return [.. text.Split('\n')
            .Select((line, index) => (Text: line.Trim().TrimStart('\uFEFF'), Number: index + 1))
            .Where(static line => line.Text.Length > 0)
            .Where(static (line, place) => place > 0 || !IsHeading(line.Text))
            .Select(line => Read(line.Text, line.Number, seen))];
    }

    /// <summary>Why a file cannot be read; null: it can.</summary>
    public static string? WhyNotFile(string name, long bytes) => bytes switch
    {
        0 => $"{name} is empty. Nothing was sent.",
        > LargestFile => $"{name} has {Words.Number(bytes)} bytes; files up to {Words.Size(LargestFile)} ({Words.Number(LargestFile)} bytes) and {Words.Number(Most)} lines are read. Split it into several lists. Nothing was sent.",
        _ => null,
    };

    /// <summary>Whether the box says something else than the file: then one of them would be lost.</summary>
    public static bool AreBothGiven(string box, string file) =>
        box.Trim().Length > 0 && box.ReplaceLineEndings("\n").Trim() != file.TrimStart('\uFEFF').ReplaceLineEndings("\n").Trim();

    private static ListLine Read(string text, int number, HashSet<string> seen)
    {
        string[] fields = [.. text.Split(Dividers).Select(static field => field.Trim().Trim('"').Trim())];
        string who = fields[0];
        string day = fields.Length > 1 ? fields[1] : "";
        DateOnly date = default;
        string? problem = !who.Contains('@', StringComparison.Ordinal) && !Guid.TryParse(who, out _) ? "Neither an email address nor an id."
            : !seen.Add(who) ? Twice
            : day.Length > 0 && !DateOnly.TryParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out date) ? $"“{day}” is not a day like 2026-12-31."
            : Array.Find(fields[Math.Min(2, fields.Length)..], static field => field.Length > 0) is { } more ? $"“{more}” is in a third column; two are read: who, and their last day."
            : null;
        return new ListLine(number, who, problem is null && day.Length > 0 ? date : null, problem);
    }

    private static bool IsHeading(string text) =>
        text.Split(Dividers)[0].Trim().Trim('"').ToLowerInvariant() is "email" or "e-mail" or "mail" or "id" or "user" or "userid" or "user id";
}
