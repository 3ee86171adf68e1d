namespace Offboarding.Dashboard.Queries;

/// <summary>What is asked for, as names and values: in an address, and in the trail of an export.</summary>
internal static class QueryFields
{
    /// <summary>Those that have a value.</summary>
    public static IEnumerable<KeyValuePair<string, string>> Given(params (string Name, string? Value)[] fields) =>
        fields.Where(static field => field.Value is not null).Select(static field => KeyValuePair.Create(field.Name, field.Value!));

    /// <summary>The part of an address behind the path, with its question mark; empty if nothing is asked for.</summary>
    public static string ToQueryString(this IEnumerable<KeyValuePair<string, string>> fields)
    {
        string text = string.Join('&', fields.Select(static field => $"{field.Key}={Uri.EscapeDataString(field.Value)}"));
        return text.Length == 0 ? "" : "?" + text;
    }
}
