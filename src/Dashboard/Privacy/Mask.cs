using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Offboarding.Dashboard.Layout;
using Offboarding.Dashboard.Security.Oidc;

namespace Offboarding.Dashboard.Privacy;

/// <summary>Hides personal data so that one can still tell one row from another.</summary>
public static partial class Mask
{
    /// <summary>In the place of what is hidden.</summary>
    public const string Hidden = "•••";

    /// <summary>Fields whose text is a word of the product, not of a person.</summary>
    private static readonly HashSet<string> Plain = new(StringComparer.OrdinalIgnoreCase)
    {
        "strategy", "snoozed", "leftover", "reason", "kind", "step", "command", "timeZone", "lastDay", "state", "status", "code", "errorType",
        "message", "shareGoesTo", "change", "dryRun", "role", "roles", "path", "problem", "format",
    };

    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>"Marta Lindqvist" is "M. L.".</summary>
    public static string Name(string name) => string.Join(
        ' ', name.Split([' ', '-'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(static word => Rune.GetRuneAt(word, 0) + "."));

    /// <summary>"marta@northwind.example" is "•••@northwind.example".</summary>
    public static string Email(string email) => Hidden + (email.LastIndexOf('@') is >= 0 and var at ? email[at..] : "");

    /// <summary>"ines" and "offboarding" stay, "Ines Prem" is "I. P."; what tells people of a provider apart stays behind both.</summary>
    public static string Actor(string actor)
    {
        (string name, string ending) = OidcIdentity.Parts(actor);
        return (name.Contains('@', StringComparison.Ordinal) ? Email(name) : name.Contains(' ', StringComparison.Ordinal) ? Name(name) : name) + ending;
    }

    /// <summary>Hides the addresses in a sentence.</summary>
    public static string Text(string text) => Address().Replace(text, static found => Email(found.Value));

    /// <summary>JSON whose free texts are hidden; what is no JSON is hidden as a whole.</summary>
    public static string Body(string json)
    {
        try
        {
            return Walk(JsonNode.Parse(json, documentOptions: new JsonDocumentOptions { MaxDepth = 256 }), name: null)?.ToJsonString(Json) ?? "null";
        }
        catch (JsonException)
        {
            return $"{Hidden} ({Words.Size(Encoding.UTF8.GetByteCount(json))}, hidden without the permission to see personal data)";
        }
    }

    private static JsonNode? Walk(JsonNode? node, string? name) => node switch
    {
        JsonObject known => new JsonObject(known.Select(static field => KeyValuePair.Create(field.Key, Walk(field.Value, field.Key)))),
        JsonArray list => new JsonArray([.. list.Select(item => Walk(item, name))]),
        JsonValue value when value.TryGetValue(out string? text) => JsonValue.Create(Harmless(name, text) ? Text(text) : Hidden),
        _ => node?.DeepClone(),
    };

    private static bool Harmless(string? name, string text) =>
        (name is not null && Plain.Contains(name)) || Guid.TryParse(text, out _) || Date().IsMatch(text);

    private const RegexOptions Quiet = RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant;

    [GeneratedRegex(@"[^\s@<>""'(),;:]+@[^\s@<>""'(),;:]+", Quiet, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Address();

    [GeneratedRegex(@"^\d{4}-\d\d-\d\d([T ][\d:.,+\-Z]*)?$", Quiet, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Date();
}
