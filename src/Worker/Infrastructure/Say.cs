using System.Globalization;

namespace Offboarding.Worker.Infrastructure;

/// <summary>How refusals and other texts of the worker say numbers and instants: one way, in every culture.</summary>
public static class Say
{
    /// <summary>Returns <c>1 seat</c>, <c>3,000 seats</c>.</summary>
    /// <param name="count">How many.</param>
    /// <param name="one">The word for one.</param>
    /// <param name="many">The word for none and for several; null: with an s at the end.</param>
    public static string Count(long count, string one, string? many = null) =>
        string.Create(CultureInfo.InvariantCulture, $"{count:N0} {(count == 1 ? one : many ?? one + "s")}");

    /// <summary>Returns <c>1 conversation, 3 tasks</c>.</summary>
    /// <param name="work">The number of items of each kind of work, which is named in the plural.</param>
    public static string Work(IEnumerable<KeyValuePair<string, long>> work) => string.Join(", ", work.Select(w => Items(w.Value, w.Key)));

    /// <summary>Returns <c>1 conversation</c>, <c>3,000 conversations</c>.</summary>
    /// <param name="items">How many.</param>
    /// <param name="kind">The kind of work, in the plural.</param>
    public static string Items(long items, string kind) => Count(items, kind[..^1], kind);

    /// <summary>Returns <c>2026-11-20T17:00:00Z</c>, or with the offset it was sent with: to the second, as a field of a message takes it.</summary>
    public static string Instant(DateTimeOffset at) =>
        at.ToString(at.Offset == TimeSpan.Zero ? "yyyy-MM-ddTHH:mm:ssZ" : "yyyy-MM-ddTHH:mm:sszzz", CultureInfo.InvariantCulture);

    /// <summary>Returns <c>2026-11-20T17:00:00Z</c> for an instant of the database, which is in UTC.</summary>
    public static string Instant(DateTime utc) => Instant(new DateTimeOffset(DateTime.SpecifyKind(utc, DateTimeKind.Utc)));
}
