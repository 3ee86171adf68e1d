using System.Globalization;
using System.Security.Claims;
using Microsoft.AspNetCore.WebUtilities;
using Offboarding.Dashboard.Security;

namespace Offboarding.Dashboard.Queries;

/// <summary>
/// Reads what an address or a form asks for, and keeps what it does not understand, in sentences. A page that has some shows, exports and
/// acts on nothing: a filter that is dropped would show everything.
/// </summary>
public sealed class Filter(Func<string, string?> field)
{
    private const int Longest = 200;

    private readonly List<string> notUnderstood = [];

    /// <summary>One sentence for each thing that is not understood.</summary>
    public IReadOnlyList<string> NotUnderstood => notUnderstood;

    /// <summary>Whether all of it is understood.</summary>
    public bool IsUnderstood => notUnderstood.Count == 0;

    /// <summary>Reads an address.</summary>
    public static Filter Of(IQueryCollection address) => new(name => address[name]);

    /// <summary>Reads the part of an address behind the path, with its question mark.</summary>
    public static Filter Of(string queryString) => Of(new QueryCollection(QueryHelpers.ParseQuery(queryString)));

    /// <summary>Adds what only the database or somebody's permissions can tell.</summary>
    public void Refuse(string sentence) => notUnderstood.Add(sentence);

    /// <summary>What is typed; null: nothing.</summary>
    public string? Text(string name)
    {
        string? text = field(name)?.Trim();
        if (text is { Length: > Longest })
        {
            Refuse($"“{name}” takes at most {Longest} characters.");
        }

        return text is { Length: > 0 and <= Longest } ? text : null;
    }

    /// <summary>
    /// Whom somebody searches for. Without the permission to see personal data one searches by ids only: a search that finds somebody by an
    /// address tells that the address is theirs.
    /// </summary>
    /// <param name="name">In the address.</param>
    /// <param name="user">Who searches.</param>
    /// <param name="namesNobody">What this search takes besides names, addresses and ids, such as the number of an item; null: nothing.</param>
    public string? Person(string name, ClaimsPrincipal user, Func<string, bool>? namesNobody = null)
    {
        string? text = Text(name);
        if (text is null || Guid.TryParse(text, out _) || namesNobody?.Invoke(text) is true || user.May(Permission.ViewPersonalData))
        {
            return text;
        }

        Refuse($"A search by name or address needs the permission {Permission.ViewPersonalData}; you can search by id.");
        return null;
    }

    /// <summary>One of the values there are; "Step retried", as a page prints it, is the same as <c>step-retried</c>.</summary>
    /// <param name="name">In the address.</param>
    /// <param name="what">For people, with its article: "a state".</param>
    /// <param name="known">The values.</param>
    public string? OneOf(string name, string what, params IEnumerable<string> known) =>
        Read(name, text => known.Contains(Kebab(text)) ? Kebab(text) : null, $"is not {what}; there are {string.Join(", ", known)}.");

    /// <summary><c>true</c> or <c>false</c>; nothing is false.</summary>
    public bool Flag(string name) => OneOf(name, "an answer", "true", "false") == "true";

    /// <summary>An id.</summary>
    public Guid? Id(string name, string what) => Read(name, static text => Guid.TryParse(text, out Guid id) ? id : (Guid?)null, $"is not {what}.");

    /// <summary>A whole number from 0.</summary>
    public long? Number(string name, string what) =>
        Read(name, static text => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long number) ? number : (long?)null, $"is not {what}.");

    /// <summary>A day.</summary>
    public DateOnly? Day(string name) => Read(
        name,
        static text => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly day) && day.Year is > 2000 and < 3000 ? day : (DateOnly?)null,
        "is not a day; enter one such as 2026-12-31.");

    /// <summary>Where the page before ends.</summary>
    public Cursor? Before() => Read("before", Cursor.Parse, "is not the end of a page of this list.");

    /// <summary>A word with blanks as it is written in addresses and in the database.</summary>
    public static string Kebab(string text) => text.ToLowerInvariant().Replace(' ', '-');

    /// <summary>Anything else.</summary>
    /// <param name="name">In the address.</param>
    /// <param name="read">Reads the text; null: it is not understood.</param>
    /// <param name="otherwise">The sentence that follows the text then.</param>
    public T? Read<T>(string name, Func<string, T?> read, string otherwise)
    {
        if (Text(name) is not { } text)
        {
            return default;
        }

        T? value = read(text);
        if (value is null)
        {
            Refuse($"“{text}” {otherwise}");
        }

        return value;
    }
}
