using System.Security.Claims;
using Offboarding.Dashboard.Queries;

namespace Offboarding.Dashboard.Pages.People;

/// <summary>Who of a workspace is asked for; the same words are in the address.</summary>
/// <param name="Status">active, invited, inactive or deleted; null: everybody.</param>
/// <param name="Search">Beginnings of words of name or address; null: nothing is searched for.</param>
/// <param name="After">The last one of the page before; null: from the beginning.</param>
public sealed record PeopleQuery(string? Status, string? Search, Guid? After)
{
    /// <summary>The statuses there are, in the order they are shown.</summary>
    public static IReadOnlyList<string> Statuses { get; } = ["active", "invited", "inactive", "deleted"];

    /// <summary>Takes what an address says.</summary>
    public static PeopleQuery Of(Filter filter, ClaimsPrincipal user) =>
        new(filter.OneOf("status", "a status", Statuses), filter.Person("q", user), filter.Id("after", "the end of a page of this list"));

    /// <summary>The part of the address behind the path, with its question mark; empty if nothing is asked for.</summary>
    public string ToQueryString() => QueryFields.Given(("status", Status), ("q", Search), ("after", After?.ToString())).ToQueryString();
}
