using System.Security.Claims;
using Offboarding.Dashboard.Security;

namespace Offboarding.Dashboard.Reading;

/// <summary>What the list of cases is asked for; the same words are in the address.</summary>
public sealed record CaseQuery(string? Search, string? State, Cursor? Before)
{
    private static readonly string[] InProgress = ["signing-out", "handing-over"];
    private static readonly string[] Ended = ["refused", "cancelled"];

    /// <summary>Takes what an address says; nonsense is left out.</summary>
    public static CaseQuery From(string? search, string? state, string? before) => new(
        string.IsNullOrWhiteSpace(search) ? null : search.Trim() is { Length: > 200 } long_ ? long_[..200] : search.Trim(),
        state is "in-progress" or "ended" or "scheduled" or "needs-attention" or "paused" or "completed" ? state : null,
        Cursor.Parse(before));

    /// <summary>
    /// The same for somebody: without the permission to see personal data one searches by ids only, because a search that finds somebody
    /// by an address tells that the address is theirs.
    /// </summary>
    public CaseQuery For(ClaimsPrincipal user) =>
        Search is null || Guid.TryParse(Search, out _) || user.May(Permission.ViewPersonalData) ? this : this with { Search = null };

    /// <summary>The states that are meant; null: all.</summary>
    public string[]? States => State switch
    {
        null => null,
        "in-progress" => InProgress,
        "ended" => Ended,
        _ => [State],
    };

    /// <summary>The part of the address behind the path, with its question mark; empty if nothing is asked for.</summary>
    public string ToQueryString()
    {
        List<string> parts = [];
        Add("q", Search);
        Add("state", State);
        Add("before", Before?.ToString());
        return parts.Count == 0 ? "" : "?" + string.Join('&', parts);

        void Add(string name, string? value)
        {
            if (value is not null)
            {
                parts.Add($"{name}={Uri.EscapeDataString(value)}");
            }
        }
    }
}
