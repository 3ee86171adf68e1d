using System.Globalization;

namespace Offboarding.Dashboard.Pages.New;

/// <summary>Reads a list of people: a line each, an email address or an id, and a last day of their own if they have one. A pure function.</summary>
public static class ListText
{
    /// <summary>The most lines that one list takes (F6).</summary>
    public const int Most = 10_000;

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

    private static ListLine Read(string text, int number, HashSet<string> seen)
    {
        string[] fields = [.. text.Split(Dividers).Select(static field => field.Trim().Trim('"').Trim())];
        string who = fields[0];
        string day = fields.Length > 1 ? fields[1] : "";
        DateOnly date = default;
        string? problem = !who.Contains('@', StringComparison.Ordinal) && !Guid.TryParse(who, out _) ? "Neither an email address nor an id."
            : !seen.Add(who) ? Twice
            : day.Length > 0 && !DateOnly.TryParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out date) ? $"“{day}” is not a day like 2026-12-31."
            : null;
        return new ListLine(number, who, problem is null && day.Length > 0 ? date : null, problem);
    }

    private static bool IsHeading(string text) =>
        text.Split(Dividers)[0].Trim().Trim('"').ToLowerInvariant() is "email" or "e-mail" or "mail" or "id" or "user" or "userid" or "user id";
}
