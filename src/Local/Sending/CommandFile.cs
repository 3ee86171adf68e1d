using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Offboarding.Contracts;

namespace Offboarding.Local.Sending;

/// <summary>A command read from a file. Its fields are judged by the worker, as those of any sender; here it only has to be JSON.</summary>
/// <param name="Exchange">Where it goes.</param>
/// <param name="RequestId">The file's, or a new one if the file has none: then the same file can be sent again.</param>
/// <param name="Body">What goes over the bus.</param>
internal sealed record CommandFile(string Exchange, Guid RequestId, JsonObject Body)
{
    private const string Prefix = "offboarding.";
    private const string RequestIdField = "requestId";

    private static readonly string[] Names =
    [
        .. MessageNames.All.Where(static m => m.Key.Name.EndsWith("Requested", StringComparison.Ordinal)).Select(static m => m.Value[Prefix.Length..]),
    ];

    /// <summary>Makes a command of a file's text.</summary>
    /// <param name="message">The command's name, with or without the prefix.</param>
    /// <param name="json">The text.</param>
    /// <param name="set">Fields to set, as <c>name=value</c>.</param>
    /// <exception cref="LocalProblem">No such command, or no JSON object.</exception>
    public static CommandFile Parse(string message, string json, IReadOnlyList<string> set)
    {
        string name = message.StartsWith(Prefix, StringComparison.Ordinal) ? message[Prefix.Length..] : message;
        if (!Names.Contains(name))
            throw new LocalProblem($"there is no command '{message}'; there are {string.Join(", ", Names)}.");
        JsonObject body = Object(json);
        foreach (string field in set)
            Set(body, field);
        if (body[RequestIdField] is null)
            body[RequestIdField] = Guid.CreateVersion7().ToString();
        Guid requestId = Guid.TryParse(body[RequestIdField]!.ToString(), out Guid id)
            ? id
            : throw new LocalProblem($"requestId '{body[RequestIdField]}' is not a UUID; leave it out to have one made.");
        return new CommandFile(Prefix + name, requestId, body);
    }

    private static JsonObject Object(string json)
    {
        try
        {
            return JsonNode.Parse(json, documentOptions: new JsonDocumentOptions { AllowDuplicateProperties = false }) as JsonObject ?? throw new LocalProblem("the file holds JSON, but not one object { ... }.");
        }
        catch (JsonException e)
        {
            throw new LocalProblem($"the file is not JSON: {e.Message}", e);
        }
    }

    private static void Set(JsonObject body, string field)
    {
        if (field.Split('=', 2) is not [{ Length: > 0 } path, { } value])
            throw new LocalProblem($"--set {field}: name=value is expected, for example offboardingId=5b0c7a52-3c1e-4b8e-9a53-0ff1b0a2d5c4.");
        string[] names = path.Split('.');
        foreach (string name in names[..^1])
        {
            if (body[name] is not JsonObject inner)
                body[name] = inner = [];
            body = inner;
        }
        body[names[^1]] = Value(value);
    }

    // What looks like a number or true and false is one: ids and names never do.
    private static JsonNode Value(string value) => value switch
    {
        "true" or "false" => value == "true",
        _ when long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long number) => number,
        _ => value,
    };
}
