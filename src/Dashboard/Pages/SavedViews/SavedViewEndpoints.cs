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
