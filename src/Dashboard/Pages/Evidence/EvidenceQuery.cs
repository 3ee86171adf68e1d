using System.Security.Claims;
using Offboarding.Dashboard.Queries;

namespace Offboarding.Dashboard.Pages.Evidence;

/// <summary>What is asked for: one item, or one person; the same words are in the address.</summary>
/// <param name="Kind">Of an item: <c>conversations</c>, <c>contacts</c>, <c>leads</c> or <c>tasks</c>.</param>
/// <param name="Item">Its id; null: no item is asked for.</param>
/// <param name="Person">Id, email address or name; null: no person is asked for.</param>
public sealed record EvidenceQuery(string Kind, long? Item, string? Person)
{
    /// <summary>The kinds of work, as they are written everywhere.</summary>
    public static IReadOnlyList<string> Kinds { get; } = ["conversations", "contacts", "leads", "tasks"];

    /// <summary>Takes what an address says.</summary>
    public static EvidenceQuery Of(Filter filter, ClaimsPrincipal user) =>
        new(filter.OneOf("kind", "a kind of work", Kinds) ?? Kinds[0], filter.Number("item", "the number of an item"), filter.Person("person", user));

    /// <summary>Nothing is asked for yet.</summary>
    public bool IsEmpty => Item is null && Person is null;
}
