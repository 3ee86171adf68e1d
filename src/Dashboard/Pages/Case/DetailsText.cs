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
            .Select(field => field.Name == "userId" && aboutName is not null ? ("who", aboutName)
                : (field.Name == "inTheNameOf" ? "on behalf of" : Words.Field(field.Name), field.Name == "inTheNameOf" && inTheNameOf is not null ? inTheNameOf : Value(field.Name, field.Value)))];
    }

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
