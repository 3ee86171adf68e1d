using System.Globalization;
using System.Security.Claims;
using Microsoft.AspNetCore.WebUtilities;
using Offboarding.Dashboard.Security;

namespace Offboarding.Dashboard.Reading;

/// <summary>What the list of cases is asked for; the same words are in the address, so that a list can be sent to a colleague.</summary>
public sealed record CaseQuery
{
    private static readonly string FirstOrder = CaseOrder.All[0].Name;
    private static readonly string[] InProgress = ["signing-out", "handing-over"];
    private static readonly string[] Ended = ["refused", "cancelled"];

    /// <summary>Beginnings of words of name or address, or a whole id.</summary>
    public string? Search { get; init; }

    /// <summary>A state, or <c>in-progress</c> or <c>ended</c>.</summary>
    public string? State { get; init; }

    /// <summary>A step that the case is at, for example <c>reassign-conversations</c>.</summary>
    public string? Step { get; init; }

    /// <summary>The whole name of a workspace, or its id.</summary>
    public string? Workspace { get; init; }

    /// <summary>For example <c>contract-ended</c>.</summary>
    public string? Reason { get; init; }

    /// <summary>The first day (UTC) on which it was requested.</summary>
    public DateOnly? From { get; init; }

    /// <summary>The last day (UTC) on which it was requested.</summary>
    public DateOnly? To { get; init; }

    /// <summary>The name of a <see cref="CaseOrder"/>.</summary>
    public string Order { get; init; } = FirstOrder;

    /// <summary>Where the page before this one ends.</summary>
    public Cursor? Before { get; init; }

    /// <summary>
    /// The same for somebody: without the permission to see personal data one searches by ids only, because a search that finds somebody
    /// by an address tells that the address is theirs. Nor does one sort by names.
    /// </summary>
    public CaseQuery For(ClaimsPrincipal user) =>
        user.May(Permission.ViewPersonalData)
            ? this
            : this with { Search = Guid.TryParse(Search, out _) ? Search : null, Order = Order == "name" ? FirstOrder : Order };

    /// <summary>The states that are meant; null: all.</summary>
    public string[]? States => State switch
    {
        null => null,
        "in-progress" => InProgress,
        "ended" => Ended,
        _ => [State],
    };

    /// <summary>Whether anything is asked for that the search field and the states above the list do not show.</summary>
    public bool IsNarrowed => Step is not null || Workspace is not null || Reason is not null || From is not null || To is not null || Order != FirstOrder;

    /// <summary>Whether everybody is asked for.</summary>
    public bool IsEverybody => Search is null && State is null && !IsNarrowed;

    /// <summary>Takes what an address says; nonsense is left out.</summary>
    public static CaseQuery Of(IQueryCollection address) => new()
    {
        Search = Text(address["q"]),
        State = Text(address["state"]) is "in-progress" or "ended" or "scheduled" or "needs-attention" or "paused" or "completed" ? Text(address["state"]) : null,
        Step = Text(address["step"]),
        Workspace = Text(address["workspace"]),
        Reason = Text(address["reason"]),
        From = Day(address["from"]),
        To = Day(address["to"]),
        Order = CaseOrder.Of(address["sort"]).Name,
        Before = Cursor.Parse(address["before"]),
    };

    /// <summary>Takes what <see cref="ToQueryString"/> wrote.</summary>
    public static CaseQuery Of(string queryString) => Of(new QueryCollection(QueryHelpers.ParseQuery(queryString)));

    /// <summary>The part of the address behind the path, with its question mark; empty if nothing is asked for.</summary>
    public string ToQueryString()
    {
        List<string> parts = [];
        Add("q", Search);
        Add("state", State);
        Add("step", Step);
        Add("workspace", Workspace);
        Add("reason", Reason);
        Add("from", From?.ToString("O", CultureInfo.InvariantCulture));
        Add("to", To?.ToString("O", CultureInfo.InvariantCulture));
        Add("sort", Order == FirstOrder ? null : Order);
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

    private static string? Text(string? said) => said?.Trim() switch
    {
        null or "" => null,
        { Length: > 200 } much => much[..200],
        var text => text,
    };

    private static DateOnly? Day(string? said) =>
        DateOnly.TryParseExact(said, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly day) && day.Year is > 2000 and < 3000 ? day : null;
}
