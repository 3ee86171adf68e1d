using Microsoft.AspNetCore.Antiforgery;
using Offboarding.Dashboard.Layout;

namespace Offboarding.Dashboard.Security;

/// <summary>Refuses every act that does not come from a form of this dashboard, in this browser, by this person.</summary>
public sealed class FormsAreOurs(IAntiforgery antiforgery, PageFrames frames) : IEndpointFilter
{
    /// <inheritdoc />
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next) =>
        await antiforgery.IsRequestValidAsync(context.HttpContext)
            ? await next(context)
            : frames.Problem(
                context.HttpContext,
                StatusCodes.Status400BadRequest,
                "This form is out of date",
                "Nothing was done. Go back, load the page again and repeat what you wanted to do.");
}
