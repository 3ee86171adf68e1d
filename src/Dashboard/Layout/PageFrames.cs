using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http.HttpResults;
using Offboarding.Dashboard.Pages.Problem;
using Offboarding.Dashboard.Queries;
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
            overview)
        {
            Kept = Commands.KeptForm.Of(context),
            Views = context.Features.Get<Pages.SavedViews.ViewsOfPage>(),
        };
    }

    /// <summary>A page that says what is wrong, in words.</summary>
    /// <param name="context">The request.</param>
    /// <param name="status">The HTTP status.</param>
    /// <param name="title">What is wrong.</param>
    /// <param name="text">What it means and what helps.</param>
    /// <param name="retry">Whether the page loads itself again after five seconds.</param>
    /// <param name="goOn">Where the page leads, and how that link is called; null: to the first page.</param>
    public RazorComponentResult<ProblemView> Problem(
        HttpContext context, int status, string title, string text, bool retry = false, (string Address, string Text)? goOn = null) =>
        new(new Dictionary<string, object?>
        {
            ["Frame"] = For(context, null),
            ["Title"] = title,
            ["Text"] = text,
            ["Retry"] = retry,
            ["GoOn"] = goOn ?? ("/", "To the first page"),
        })
        {
            StatusCode = status,
        };

    /// <summary>The answer to an address with a filter that is not understood: what it is, and a way to everything. For a program the same as JSON, and for a part of a page in words.</summary>
    public IResult NotUnderstood(HttpContext context, IReadOnlyList<string> sentences) =>
        context.Request.Path.StartsWithSegments("/live", StringComparison.Ordinal) ? TypedResults.BadRequest(string.Join(' ', sentences))
            : context.Request.Path.StartsWithSegments("/api", StringComparison.Ordinal)
                || context.Request.Headers.Accept.ToString().StartsWith("application/json", StringComparison.OrdinalIgnoreCase)
            ? TypedResults.Json(new { problem = string.Join(' ', sentences) }, statusCode: StatusCodes.Status400BadRequest)
            : Problem(
                context, StatusCodes.Status400BadRequest, NotUnderstoodTitle, string.Join(' ', sentences) + (HttpMethods.IsGet(context.Request.Method) ? "" : " Nothing was done."),
                goOn: HttpMethods.IsGet(context.Request.Method) ? (context.Request.PathBase + context.Request.Path, "Show everything") : null);

    /// <summary>What such an answer is called, also within a page that keeps its form.</summary>
    public const string NotUnderstoodTitle = "The filter is not understood";
}
