using System.Security.Claims;
using Offboarding.Dashboard.Security;

namespace Offboarding.Dashboard.Reading;

/// <summary>Who of a workspace is asked for; the same words are in the address.</summary>
/// <param name="Status">active, invited, inactive or deleted; null: everybody.</param>
/// <param name="Search">Beginnings of words of name or address; null: nothing is searched for.</param>
/// <param name="After">The last one of the page before; null: from the beginning.</param>
public sealed record PeopleQuery(string? Status, string? Search, Guid? After)
{
    /// <summary>The statuses there are, in the order they are shown.</summary>
    public static IReadOnlyList<string> Statuses { get; } = ["active", "invited", "inactive", "deleted"];

    /// <summary>Takes what an address says; nonsense is left out.</summary>
    public static PeopleQuery From(string? status, string? q, Guid? after) => new(
        status is not null && Statuses.Contains(status) ? status : null,
        string.IsNullOrWhiteSpace(q) ? null : q.Trim() is { Length: > 200 } much ? much[..200] : q.Trim(),
        after);

    /// <summary>The same for somebody: without the permission to see personal data nobody is searched for by name or address.</summary>
    public PeopleQuery For(ClaimsPrincipal user) => user.May(Permission.ViewPersonalData) ? this : this with { Search = null };

    /// <summary>The part of the address behind the path, with its question mark; empty if nothing is asked for.</summary>
    public string ToQueryString()
    {
        string text = string.Join('&', new[]
        {
            Status is null ? null : $"status={Status}",
            Search is null ? null : $"q={Uri.EscapeDataString(Search)}",
            After is null ? null : $"after={After}",
        }.OfType<string>());
        return text.Length == 0 ? "" : "?" + text;
    }
}
