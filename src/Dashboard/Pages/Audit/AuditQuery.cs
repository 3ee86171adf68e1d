using System.Globalization;
using System.Security.Claims;
using Offboarding.Dashboard.Queries;
using Offboarding.Dashboard.Security;

namespace Offboarding.Dashboard.Pages.Audit;

/// <summary>What the audit page is asked for; the same words are in the address and in an export.</summary>
/// <param name="Workspace">Its name or id.</param>
/// <param name="Actor">An account's name, a user's name or id, or a part of the product.</param>
/// <param name="Action">For example <c>step-retried</c>; "Step retried", as the page prints it, is the same.</param>
/// <param name="About">The id of a case, a person or an operation, the beginning of one, or a person's name or address.</param>
/// <param name="From">First day, UTC.</param>
/// <param name="To">Last day, UTC.</param>
/// <param name="Before">The id of the last entry of the page before.</param>
public sealed record AuditQuery(string? Workspace, string? Actor, string? Action, string? About, DateOnly? From, DateOnly? To, long? Before)
{
    /// <summary><see cref="About"/> if it is an id; null: it names somebody, or nothing is asked for.</summary>
    public Guid? AboutId => Guid.TryParse(About, out Guid id) ? id : null;

    /// <summary>The user that <see cref="Actor"/> may name; null: nobody is looked up, because a hit would tell whose name or address it is.</summary>
    public string? ActorToLookUp { get; init; }

    /// <summary>The users that <see cref="ActorToLookUp"/> names; <see cref="AuditReader.FindAsync"/> looks them up.</summary>
    public IReadOnlyList<Guid> ActorsNamed { get; init; } = [];

    /// <summary>The workspaces that <see cref="Workspace"/> names, likewise.</summary>
    public IReadOnlyList<Guid> WorkspacesNamed { get; init; } = [];

    /// <summary>The users that <see cref="About"/> names, likewise.</summary>
    public IReadOnlyList<Guid> PeopleNamed { get; init; } = [];

    /// <summary>Takes what an address or a form says; <see cref="AuditReader.FindAsync"/> looks up whom and what it names.</summary>
    public static AuditQuery Of(Filter filter, ClaimsPrincipal user)
    {
        string? actor = filter.Text("actor");
        return new(
            filter.Text("workspace"),
            actor,
            filter.Text("action") is { } action ? Filter.Kebab(action) : null,
            filter.Person("about", user, static text => IdBeginning.Of(text) is not null),
            filter.Day("from"),
            filter.Day("to"),
            filter.Number("before", "the end of a page of this list"))
        {
            ActorToLookUp = user.May(Permission.ViewPersonalData) ? actor : null,
        };
    }

    /// <summary>Nothing is asked for: all of it, newest first.</summary>
    public bool IsEmpty => !Fields().Any();

    /// <summary>Name and value of what is asked for, without the page.</summary>
    public IEnumerable<KeyValuePair<string, string>> Fields() => QueryFields.Given(
        ("workspace", Workspace), ("actor", Actor), ("action", Action), ("about", About),
        ("from", From?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)), ("to", To?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)));

    /// <summary>The same as it may be kept for good: a person who was searched for by name or address is not named, since that would outlive their deletion (D8).</summary>
    public IEnumerable<KeyValuePair<string, string>> FieldsWithoutNames() =>
        (this with
        {
            About = About is null || AboutId is not null ? About : "by name",
            // Also of somebody who is not, or no longer, found: what looks like a name or an address is not kept.
            Actor = ActorsNamed.Count > 0 && !Guid.TryParse(Actor, out _) || Actor?.IndexOfAny(['@', ' ']) >= 0 ? "by name" : Actor,
        }).Fields();

    /// <summary>The part of the address behind the path, with its question mark; empty if nothing is asked for.</summary>
    public string ToQueryString() => Fields().Concat(QueryFields.Given(("before", Before?.ToString(CultureInfo.InvariantCulture)))).ToQueryString();
}
