using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;
using Offboarding.Dashboard.Layout;
using Offboarding.Dashboard.Security;

namespace Offboarding.Dashboard.Pages.SavedViews;

/// <summary>Saves a page with its filters, and takes it away again. Plain forms: both lead back to the page.</summary>
public static class SavedViewEndpoints
{
    /// <summary>Saves it.</summary>
    public static async Task<IResult> Save(HttpContext context, SavedViewStore views, EndpointDataSource routes, PageFrames frames, CancellationToken cancellationToken)
    {
        IFormCollection form = await context.Request.ReadFormAsync(cancellationToken);
        string name = form["name"].ToString().Trim();
        if (PageOf(routes, form["page"].ToString()) is not { } page)
        {
            return frames.Problem(context, StatusCodes.Status400BadRequest, "Nothing was saved", "This page cannot be saved.");
        }

        string query = page.QueryOf(form["query"].ToString());
        if (name.Length is 0 or > SavedViewStore.LongestName)
        {
            return frames.Problem(context, StatusCodes.Status400BadRequest, "Nothing was saved", $"Enter a name of up to {SavedViewStore.LongestName} characters.", goOn: (page.Path + query, "Back to the page"));
        }

        await views.SaveAsync(page.Path, name, query, form["shared"] == "true", context.User.Actor(), cancellationToken);
        return TypedResults.LocalRedirect(page.Path + query);
    }

    /// <summary>Takes it away.</summary>
    public static async Task<IResult> Remove(HttpContext context, SavedViewStore views, EndpointDataSource routes, PageFrames frames, CancellationToken cancellationToken)
    {
        IFormCollection form = await context.Request.ReadFormAsync(cancellationToken);
        string page = PageOf(routes, form["page"].ToString())?.Path ?? "/";
        return Guid.TryParse(form["view"], out Guid view) && await views.RemoveAsync(view, context.User.Actor(), context.User.May(Permission.ManageAccess), cancellationToken)
            ? TypedResults.LocalRedirect(page)
            : frames.Problem(context, StatusCodes.Status409Conflict, "Nothing was removed", "This view is not there any more, or is not yours.", goOn: (page, "Back to the page"));
    }

    private static SavablePage? PageOf(EndpointDataSource routes, string path) =>
        routes.Endpoints.Select(static route => route.Metadata.GetMetadata<SavablePage>()).FirstOrDefault(page => page?.Path == path);
}

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
