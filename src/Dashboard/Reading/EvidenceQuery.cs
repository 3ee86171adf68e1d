using System.Security.Claims;
using Offboarding.Dashboard.Security;

namespace Offboarding.Dashboard.Reading;

/// <summary>What is asked for: one item, or one person; the same words are in the address.</summary>
/// <param name="Kind">Of an item: <c>conversations</c>, <c>contacts</c>, <c>leads</c> or <c>tasks</c>.</param>
/// <param name="Item">Its id; null: no item is asked for.</param>
/// <param name="Person">Id, email address or name; null: no person is asked for.</param>
public sealed record EvidenceQuery(string Kind, long? Item, string? Person)
{
    /// <summary>The kinds of work, as they are written everywhere.</summary>
    public static IReadOnlyList<string> Kinds { get; } = ["conversations", "contacts", "leads", "tasks"];

    /// <summary>Takes what an address says; nonsense is left out.</summary>
    public static EvidenceQuery From(string? kind, string? item, string? person) => new(
        kind is not null && Kinds.Contains(kind) ? kind : Kinds[0],
        long.TryParse(item, System.Globalization.CultureInfo.InvariantCulture, out long id) ? id : null,
        string.IsNullOrWhiteSpace(person) ? null : person.Trim() is { Length: > 200 } long_ ? long_[..200] : person.Trim());

    /// <summary>The same for somebody: without the permission to see personal data one asks for a person by id only.</summary>
    public EvidenceQuery For(ClaimsPrincipal user) =>
        Person is null || Guid.TryParse(Person, out _) || user.May(Permission.ViewPersonalData) ? this : this with { Person = null };

    /// <summary>Nothing is asked for yet.</summary>
    public bool IsEmpty => Item is null && Person is null;
}
