using System.Globalization;
using CsvHelper;
using Offboarding.Dashboard.Layout;

namespace Offboarding.Dashboard.Pages.New;

/// <summary>
/// Reads a list of people, pasted or from a file: a row each, with an email address or an id, and a last day of their own if they have one. Commas,
/// semicolons or tabs; with a header row the columns may come in any order and others are ignored, as HR systems and Excel export them. A pure function.
/// </summary>
public static class ListText
{
    /// <summary>The most rows that one list takes (F6).</summary>
    public const int Most = 10_000;

    /// <summary>The largest file that is read, in bytes; what is said about it before and after is made from this.</summary>
    public const long LargestFile = 1024 * 1024;

    /// <summary>The problem of the second row of a person.</summary>
    public const string Twice = "This person is already on the list above.";

    /// <summary>Headers of the column that names the person, in the order they are preferred; compared by <see cref="Header"/>.</summary>
    private static readonly string[] PersonHeaders =
        ["email", "emailaddress", "workemail", "mail", "upn", "userprincipalname", "username", "userid", "user", "id"];

    private static readonly string[] DayHeaders = ["lastday", "lastdate", "lastdayofwork", "lastworkingday"];

    /// <summary>A quotation mark that is never closed spoils its own row only, instead of hiding all the rows below it in one cell.</summary>
    private static readonly CsvReaderOptions Csv = new()
    {
        HasHeader = false,
        TrimWhitespace = true,
        TrimInsideQuotes = true,
        AllowLineBreaksInQuotes = false,
        TrackLineNumbers = true,
    };

    /// <summary>The rows that name somebody, each with its line number in the text and what is wrong with it.</summary>
    public static IReadOnlyList<ListLine> Read(string text)
    {
        var unclosed = new HashSet<long>();
        var columns = new Columns(0, 1, HasHeader: false);
        var lines = new List<ListLine>();
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        bool first = true;
        using var csv = CsvReader.FromText(text.TrimStart('\uFEFF'), Csv with { OnMalformedRecord = row => unclosed.Add(row.LineNumber) });
        while (csv.Read())
        {
            string[] cells = csv.Current.ToArray();
            if (Array.TrueForAll(cells, static cell => cell.Length == 0) || IsPreamble(cells[0]))
            {
                continue;
            }

            if (first && HeaderOf(cells) is { } header)
            {
                columns = header;
            }
            else
            {
                lines.Add(Read(cells, columns, (int)csv.LineNumber, unclosed.Contains(csv.LineNumber), seen));
            }

            first = false;
        }

        return lines;
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

    private static ListLine Read(string[] cells, Columns columns, int number, bool unclosed, HashSet<string> seen)
    {
        string who = cells.ElementAtOrDefault(columns.Person) ?? "";
        string day = columns.Day is { } at ? cells.ElementAtOrDefault(at) ?? "" : "";
        DateOnly date = default;
        string? problem = unclosed ? "A quotation mark in this row is not closed, or stands in the middle of a cell."
            : !who.Contains('@', StringComparison.Ordinal) && !Guid.TryParse(who, out _) ? "Neither an email address nor an id."
            : !seen.Add(who) ? Twice
            : day.Length > 0 && !DateOnly.TryParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out date) ? $"“{day}” is not a day like 2026-12-31."
            : !columns.HasHeader && Array.Find(cells[Math.Min(2, cells.Length)..], static cell => cell.Length > 0) is { } more ? $"“{more}” is in a third column without a header; two are read: who, and their last day."
            : null;
        return new ListLine(number, who, problem is null && day.Length > 0 ? date : null, problem);
    }

    /// <summary>Where the person and the last day are, if the row is a header: it names a known column and no person.</summary>
    private static Columns? HeaderOf(string[] cells)
    {
        string[] headers = [.. cells.Select(Header)];
        int? person = Find(headers, PersonHeaders);
        return person is null || Array.Exists(cells, static cell => cell.Contains('@', StringComparison.Ordinal) || Guid.TryParse(cell, out _))
            ? null
            : new Columns(person.Value, Find(headers, DayHeaders), HasHeader: true);
    }

    private static int? Find(string[] headers, string[] names) =>
        names.Select(name => Array.IndexOf(headers, name)).Where(static place => place >= 0).Select(static place => (int?)place).FirstOrDefault();

    /// <summary>Letters only, without what directories add: <c>Email Address [Required]</c>, <c>User name [userPrincipalName] Required</c>.</summary>
    private static string Header(string cell)
    {
        int bracket = cell.IndexOf('[', StringComparison.Ordinal);
        string name = bracket > 0 ? cell[..bracket] : cell;
        return string.Concat(name.ToLowerInvariant().Where(char.IsAsciiLetter));
    }

    /// <summary>What Entra's bulk files write above the header. Excel's <c>sep=;</c> is read as what it is.</summary>
    private static bool IsPreamble(string cell) => cell.StartsWith("version:", StringComparison.OrdinalIgnoreCase);

    /// <param name="Person">The column with an email address or an id.</param>
    /// <param name="Day">The column with the last day; null: there is none.</param>
    /// <param name="HasHeader">A header names the columns, so those we do not know are left out on purpose.</param>
    private sealed record Columns(int Person, int? Day, bool HasHeader);
}

/// <summary>One line of a pasted list or a CSV file.</summary>
/// <param name="Number">Its number, from 1.</param>
/// <param name="Who">An email address or an id, as written.</param>
/// <param name="LastDate">A last day of their own; null: that of the list.</param>
/// <param name="Problem">Why the line cannot be read; null: it can.</param>
public sealed record ListLine(int Number, string Who, DateOnly? LastDate, string? Problem);

/// <summary>A line and who it means.</summary>
/// <param name="Line">As written.</param>
/// <param name="Person">Null: nobody of the workspace.</param>
/// <param name="Problem">Why it cannot be asked for; null: it can.</param>
public sealed record ListRow(ListLine Line, ListedPerson? Person, string? Problem);
