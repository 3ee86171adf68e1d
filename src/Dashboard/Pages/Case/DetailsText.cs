using System.Text.Json;
using Offboarding.Dashboard.Layout;

namespace Offboarding.Dashboard.Pages.Case;

/// <summary>Says the details of an audit entry as names and values.</summary>
internal static class DetailsText
{
    private const int Longest = 300;

    /// <summary>The top-level fields; what is nested stays JSON. A user is called by name.</summary>
    public static IEnumerable<(string Name, string Value)> Of(string details, string? aboutName, string? inTheNameOf = null)
    {
        using var document = JsonDocument.Parse(details);
        if (document.RootElement.ValueKind != JsonValueKind.Object)
        {
            return [("details", Short(document.RootElement.GetRawText()))];
        }

        return [.. document.RootElement.EnumerateObject()
            .Where(static field => field.Value.ValueKind is not (JsonValueKind.Null or JsonValueKind.Undefined))
            .Select(field => (Name(field.Name, aboutName), Person(field.Name, aboutName, inTheNameOf) ?? Value(field.Name, field.Value)))];
    }

    private static string Name(string field, string? aboutName) => field switch
    {
        "userId" when aboutName is not null => "who",
        "inTheNameOf" => "on behalf of",
        _ => Words.Field(field),
    };

    /// <summary>The name of the person a field has the id of; null: it has none, or nobody knows it.</summary>
    private static string? Person(string field, string? aboutName, string? inTheNameOf) => field switch
    {
        "userId" or "givesTo" => aboutName,
        "inTheNameOf" => inTheNameOf,
        _ => null,
    };

    private static string Value(string name, JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String when name == "step" => Words.Step(value.GetString()!),
        JsonValueKind.String => Short(value.GetString()!),
        JsonValueKind.True => "yes",
        JsonValueKind.False => "no",
        JsonValueKind.Number when value.TryGetInt64(out long number) => Words.Number(number),
        _ => Short(value.GetRawText()),
    };

    private static string Short(string text) => text.Length > Longest ? text[..Longest] + "…" : text;
}
