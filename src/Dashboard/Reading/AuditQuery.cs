using System.Globalization;

namespace Offboarding.Dashboard.Reading;

/// <summary>What the audit page is asked for; the same words are in the address and in an export.</summary>
/// <param name="Workspace">Its id.</param>
/// <param name="Actor">An account's name, a user's id, or a part of the product.</param>
/// <param name="Action">For example <c>step-retried</c>.</param>
/// <param name="About">The id of a case, a person or an operation.</param>
/// <param name="From">First day, UTC.</param>
/// <param name="To">Last day, UTC.</param>
/// <param name="Before">The id of the last entry of the page before.</param>
public sealed record AuditQuery(Guid? Workspace, string? Actor, string? Action, Guid? About, DateOnly? From, DateOnly? To, long? Before)
{
    /// <summary>Takes what an address says; nonsense is left out.</summary>
    public static AuditQuery Of(Func<string, string?> field) => new(
        Guid.TryParse(field("workspace"), out Guid workspace) ? workspace : null,
        Text(field("actor")),
        Text(field("action")),
        Guid.TryParse(field("about"), out Guid about) ? about : null,
        Day(field("from")),
        Day(field("to")),
        long.TryParse(field("before"), CultureInfo.InvariantCulture, out long before) && before > 0 ? before : null);

    /// <summary>Nothing is asked for: all of it, newest first.</summary>
    public bool IsEmpty => this with { Before = null } == new AuditQuery(null, null, null, null, null, null, null);

    /// <summary>Name and value of what is asked for, without the page.</summary>
    public IEnumerable<KeyValuePair<string, string>> Fields()
    {
        (string Name, string? Value)[] all =
        [
            ("workspace", Workspace?.ToString()), ("actor", Actor), ("action", Action), ("about", About?.ToString()),
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

    private static DateOnly? Day(string? text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly day) ? day : null;
}
