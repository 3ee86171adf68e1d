using System.Text.Json;
using System.Text.Json.Nodes;
using Offboarding.Contracts;
using Offboarding.Worker.Intake;

namespace Offboarding.Worker.Departures;

/// <summary>Makes a request of one line and of what holds for all: a pure function. What is wrong is noted with its path, as <c>users[17].reason</c>.</summary>
internal static class LineReader
{
    private static readonly string[] LastDay = ["lastDay", "lastDate"];
    private static readonly string[] Return = ["returnDay", "returnDate"];

    private static readonly string[] Known =
    [
        "userId", "reason", .. LastDay, "timeZone", .. Return, "giveBackWork", "handover", "nextOwner", "lowerSeatLimit",
    ];

    /// <summary>What an absent field of a line is taken from.</summary>
    public static readonly IReadOnlyList<string> Shared = [.. Known.Except(["userId", "nextOwner"])];

    /// <param name="requestId">Of the line's own request.</param>
    /// <param name="list">The list's workspace and asker.</param>
    /// <param name="forAll">What holds for all, a JSON object of <see cref="Shared"/> fields.</param>
    /// <param name="position">From 0 on.</param>
    /// <param name="line">The line, any JSON.</param>
    public static ReadLine Read(Guid requestId, DeactivateUsersRequested list, JsonElement forAll, int position, JsonElement line)
    {
        var errors = new List<FieldError>();
        string path = $"users[{position}]";
        if (line.ValueKind != JsonValueKind.Object)
        {
            errors.Add(new FieldError { Path = path, Problem = "is not an object; an object with a userId is expected" });
            return new ReadLine(null, line.GetRawText(), errors);
        }

        JsonObject merged = Merge(requestId, list, forAll, path, line, errors);
        var reader = new FieldReader(merged.Deserialize<JsonElement>(), path, errors);
        DeactivateUserRequested request = DeactivateUserReader.Read(reader);
        return new ReadLine(errors.Count == 0 ? request : null, merged.ToJsonString(), errors);
    }

    private static JsonObject Merge(
        Guid requestId, DeactivateUsersRequested list, JsonElement forAll, string path, JsonElement line, List<FieldError> errors)
    {
        var own = new Dictionary<string, JsonElement>();
        foreach (JsonProperty field in line.EnumerateObject())
        {
            string? problem = !Known.Contains(field.Name) ? $"is unknown; known are {string.Join(", ", Known)}"
                : own.TryAdd(field.Name, field.Value) ? null : "is there more than once";
            if (problem is not null)
            {
                string name = field.Name.Length <= 60 ? field.Name : $"{field.Name[..57]}...";
                errors.Add(new FieldError { Path = $"{path}.{name.Replace('\0', '\uFFFD')}", Problem = problem });
            }
        }

        var merged = new JsonObject { ["requestId"] = requestId, ["workspaceId"] = list.WorkspaceId, ["requestedBy"] = list.RequestedBy };
        foreach (string name in Known)
        {
            if (Has(own, name))
            {
                merged[name] = JsonNode.Parse(own[name].GetRawText());
            }
            else if (IsShared(name, own) && forAll.TryGetProperty(name, out JsonElement shared))
            {
                merged[name] = JsonNode.Parse(shared.GetRawText());
            }
        }

        // What the list says with a date means nothing for a line that has none.
        Drop(merged, own, "timeZone", "lastDate", "returnDate");
        Drop(merged, own, "giveBackWork", "returnDay", "returnDate");
        return merged;
    }

    /// <summary>A day is said once, as an instant or as a date: the line's takes the place of the list's, whichever each is.</summary>
    private static bool IsShared(string name, Dictionary<string, JsonElement> own) =>
        Shared.Contains(name) && !(LastDay.Contains(name) && LastDay.Any(n => Has(own, n))) && !(Return.Contains(name) && Return.Any(n => Has(own, n)));

    private static bool Has(Dictionary<string, JsonElement> own, string name) => own.TryGetValue(name, out JsonElement value) && value.ValueKind != JsonValueKind.Null;

    private static void Drop(JsonObject merged, Dictionary<string, JsonElement> own, string name, params string[] usedWith)
    {
        if (!Has(own, name) && !usedWith.Any(n => merged[n] is not null))
        {
            merged.Remove(name);
        }
    }
}

/// <summary>A line that was read.</summary>
/// <param name="Request">The person's own request; null if something is wrong.</param>
/// <param name="Json">That request as JSON, for a replay.</param>
/// <param name="Errors">What is wrong, with paths in the list.</param>
internal sealed record ReadLine(DeactivateUserRequested? Request, string Json, IReadOnlyList<FieldError> Errors);
