using System.Text.Json;

namespace Offboarding.Worker.Departures;

/// <summary>A line of a list as it came.</summary>
/// <param name="Position">From 0 on.</param>
/// <param name="UserId">Whom it names, if that much can be read.</param>
/// <param name="Json">The line.</param>
internal sealed record ListedLeaver(int Position, Guid? UserId, string Json)
{
    public static IReadOnlyList<ListedLeaver> Of(JsonElement users) => [.. users.EnumerateArray().Select((line, i) => new ListedLeaver(i, UserIn(line), line.GetRawText()))];

    private static Guid? UserIn(JsonElement line) =>
        line.ValueKind == JsonValueKind.Object && line.TryGetProperty("userId", out JsonElement id) && id.ValueKind == JsonValueKind.String
        && Guid.TryParse(id.GetString(), out Guid user) && user != Guid.Empty
            ? user
            : null;
}
