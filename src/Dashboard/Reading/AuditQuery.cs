using System.Globalization;

namespace Offboarding.Dashboard.Reading;

/// <summary>What the audit page is asked for; the same words are in the address and in an export.</summary>
/// <param name="Workspace">Its id.</param>
/// <param name="Actor">An account's name, a user's name or id, or a part of the product.</param>
/// <param name="Action">For example <c>step-retried</c>; "Step retried", as the page prints it, is the same.</param>
/// <param name="About">The id of a case, a person or an operation, or a person's name or address.</param>
/// <param name="From">First day, UTC.</param>
/// <param name="To">Last day, UTC.</param>
/// <param name="Before">The id of the last entry of the page before.</param>
public sealed record AuditQuery(Guid? Workspace, string? Actor, string? Action, string? About, DateOnly? From, DateOnly? To, long? Before)
{
    /// <summary>What could not be understood, one sentence each. Then nothing is shown or exported: a filter that is left out shows everything.</summary>
    public IReadOnlyList<string> NotUnderstood { get; init; } = [];

    /// <summary><see cref="About"/> if it is an id; null: it names somebody, or nothing is asked for.</summary>
    public Guid? AboutId => Guid.TryParse(About, out Guid id) ? id : null;

    /// <summary>The users that <see cref="Actor"/> names; <see cref="AuditReader.FindPeopleAsync"/> looks them up.</summary>
    public IReadOnlyList<Guid> ActorsNamed { get; init; } = [];

    /// <summary>The users that <see cref="About"/> names, likewise.</summary>
    public IReadOnlyList<Guid> PeopleNamed { get; init; } = [];

    /// <summary>Takes what an address says.</summary>
    public static AuditQuery Of(Func<string, string?> field)
    {
        List<string> wrong = [];
        return new AuditQuery(
            WorkspaceId(field("workspace"), wrong),
            Text(field("actor")),
            Text(field("action"))?.ToLowerInvariant().Replace(' ', '-'),
            Text(field("about")),
            Day(field("from"), wrong),
            Day(field("to"), wrong),
            long.TryParse(field("before"), CultureInfo.InvariantCulture, out long before) && before > 0 ? before : null)
        {
            NotUnderstood = wrong,
        };
    }

    /// <summary>Nothing is asked for: all of it, newest first.</summary>
    public bool IsEmpty => NotUnderstood.Count == 0 && !Fields().Any();

    /// <summary>Name and value of what is asked for, without the page.</summary>
    public IEnumerable<KeyValuePair<string, string>> Fields()
    {
        (string Name, string? Value)[] all =
        [
            ("workspace", Workspace?.ToString()), ("actor", Actor), ("action", Action), ("about", About),
            ("from", From?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)), ("to", To?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)),
        ];
        return all.Where(static field => field.Value is not null).Select(static field => KeyValuePair.Create(field.Name, field.Value!));
    }

    /// <summary>The part of the address behind the path, with its question mark; empty if nothing is asked for.</summary>
    public string ToQueryString()
    {
        string text = string.Join('&', Fields().Select(static field => $"{field.Key}={Uri.EscapeDataString(field.Value)}")
            .Concat(Before is { } before ? [$"before={before}"] : Array.Empty<string>()));
        return text.Length == 0 ? "" : "?" + text;
    }

    private static string? Text(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim() is { Length: > 200 } long_ ? long_[..200] : text.Trim();

    private static Guid? WorkspaceId(string? field, List<string> wrong)
    {
        if (Text(field) is not { } text)
        {
            return null;
        }

        if (Guid.TryParse(text, out Guid id))
        {
            return id;
        }

        wrong.Add($"“{text}” is no workspace’s id.");
        return null;
    }

    private static DateOnly? Day(string? field, List<string> wrong)
    {
        if (Text(field) is not { } text)
        {
            return null;
        }

        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly day) && day < DateOnly.MaxValue)
        {
            return day;
        }

        wrong.Add($"“{text}” is no day; one is written like 2026-12-31.");
        return null;
    }
}
