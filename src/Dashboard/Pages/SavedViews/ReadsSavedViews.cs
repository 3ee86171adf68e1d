using Offboarding.Dashboard.Layout;
using Offboarding.Dashboard.Security;

namespace Offboarding.Dashboard.Pages.SavedViews;

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
