using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;

namespace Offboarding.Dashboard.Pages.SavedViews;

/// <summary>A page that can be saved with its filters.</summary>
/// <param name="Path">Such as <c>/leavers</c>.</param>
/// <param name="Kept">The filters that are kept. What somebody searched for is not among them: it may name people.</param>
public sealed record SavablePage(string Path, IReadOnlyList<string> Kept)
{
    /// <summary>What is kept of an address, in the order of <see cref="Kept"/>; nothing: an empty text.</summary>
    public string QueryOf(string address)
    {
        Dictionary<string, StringValues> said = QueryHelpers.ParseQuery(address);
        return QueryString.Create(Kept.Where(name => !string.IsNullOrEmpty(said.GetValueOrDefault(name))).Select(name => KeyValuePair.Create(name, said[name]))).ToString();
    }
}

/// <summary>Which routes can be saved.</summary>
internal static class SavablePages
{
    /// <summary>The page can be saved with these of its filters.</summary>
    public static RouteHandlerBuilder Keeps(this RouteHandlerBuilder route, string path, params string[] names) => route.WithMetadata(new SavablePage(path, names));
}
