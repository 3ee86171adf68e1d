using Offboarding.Dashboard.Queries;

namespace Offboarding.Dashboard.Pages.Preview;

/// <summary>Events carry ids; people read names.</summary>
internal static class PreviewNames
{
    /// <summary>Somebody's name, with their status unless they are active; the id of somebody who is not there.</summary>
    public static string Of(Guid user, IReadOnlyList<Person> people) => people.FirstOrDefault(person => person.Id == user) switch
    {
        null => user.ToString(),
        { Status: "active" } person => person.Name,
        { } person => $"{person.Name} ({person.Status})",
    };

    /// <summary>A sentence with names in the place of the ids of those who are there.</summary>
    public static string In(string text, PreviewDetails details) =>
        In(text, details.People.Select(person => (person.Id, person.Name)).Append((details.Row.UserId ?? Guid.Empty, details.Row.Who)));

    /// <summary>The same for any ids.</summary>
    public static string In(string text, IEnumerable<(Guid Id, string Name)> named) =>
        named.Aggregate(text, (sentence, one) => sentence.Replace(one.Id.ToString(), one.Name, StringComparison.Ordinal));
}
