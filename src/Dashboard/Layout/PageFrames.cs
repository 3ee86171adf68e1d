using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http.HttpResults;
using Offboarding.Dashboard.Pages.Problem;
using Offboarding.Dashboard.Reading;
using Offboarding.Dashboard.Security;

namespace Offboarding.Dashboard.Layout;

/// <summary>Makes the frame of a page.</summary>
public sealed class PageFrames(IAntiforgery antiforgery)
{
    /// <summary>The frame for this person.</summary>
    public PageFrame For(HttpContext context, Overview? overview)
    {
        AntiforgeryTokenSet tokens = antiforgery.GetAndStoreTokens(context);
        return new PageFrame(
            context.User.Identity is { IsAuthenticated: true } identity ? identity.Name : null,
            tokens.RequestToken ?? "",
            tokens.FormFieldName,
            context.User.FindAll(Permission.ClaimType).Select(static claim => claim.Value).ToHashSet(),
            overview);
    }

    /// <summary>A page that says what is wrong, in words.</summary>
    /// <param name="context">The request.</param>
    /// <param name="status">The HTTP status.</param>
    /// <param name="title">What is wrong.</param>
    /// <param name="text">What it means and what helps.</param>
    /// <param name="retry">Whether the page loads itself again after five seconds.</param>
    public RazorComponentResult<ProblemView> Problem(HttpContext context, int status, string title, string text, bool retry = false) =>
        new(new Dictionary<string, object?>
        {
            ["Frame"] = For(context, null),
            ["Title"] = title,
            ["Text"] = text,
            ["Retry"] = retry,
        })
        {
            StatusCode = status,
        };
}
