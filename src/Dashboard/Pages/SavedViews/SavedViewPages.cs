using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;
using Offboarding.Dashboard.Layout;
using Offboarding.Dashboard.Security;

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

/// <summary>Reads the saved views of a page before it is rendered; <see cref="PageFrames"/> hands them to it.</summary>
public sealed class ReadsSavedViews(SavedViewStore views) : IEndpointFilter
{
    /// <inheritdoc/>
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        HttpContext http = context.HttpContext;
        // Parts of a page that scripts ask for have no list of views in them.
        if (http.GetEndpoint()?.Metadata.GetMetadata<SavablePage>() is { } page && !http.Request.IsHtmx())
        {
            http.Features.Set(new ViewsOfPage(page, page.QueryOf(http.Request.QueryString.Value ?? ""), await views.ListAsync(page.Path, http.User.Actor(), http.RequestAborted), http.User.Actor()));
        }

        return await next(context);
    }
}

/// <summary>What is saved of the page that is shown.</summary>
/// <param name="Page">The page.</param>
/// <param name="Query">Its filters as they are now, as far as they can be kept.</param>
/// <param name="Rows">What this person sees.</param>
/// <param name="Actor">This person.</param>
public sealed record ViewsOfPage(SavablePage Page, string Query, IReadOnlyList<SavedViewRow> Rows, string Actor);
