using Microsoft.AspNetCore.Http.HttpResults;
using Offboarding.Dashboard.Layout;

namespace Offboarding.Dashboard.Commands;

/// <summary>Why somebody acts: the field <c>comment</c> of every form that acts. One that is too long is declined by <see cref="WhyFits"/>.</summary>
public static class Why
{
    /// <summary>The most characters the audit trail takes.</summary>
    public const int MaxLength = 500;

    /// <summary>What was typed, without blanks around it; null: nothing.</summary>
    public static async Task<string?> OfAsync(HttpContext context, CancellationToken cancellationToken)
    {
        string text = (await context.Request.ReadFormAsync(cancellationToken))["comment"].ToString().Trim();
        return text.Length == 0 ? null : text;
    }
}

/// <summary>
/// Declines an act whose comment is longer than the audit trail takes, before anything is sent: a comment is evidence, and the end that would be
/// cut off may be what matters. The forms have no <c>maxlength</c>: a browser cuts what is pasted there without a word.
/// </summary>
public sealed class WhyFits(PageFrames frames) : IEndpointFilter
{
    /// <inheritdoc />
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        HttpContext http = context.HttpContext;
        if (!http.Request.HasFormContentType || await Why.OfAsync(http, http.RequestAborted) is not { Length: > Why.MaxLength } why)
        {
            return await next(context);
        }

        string text = $"The comment has {Words.Count(why.Length, "character")}; at most {Words.Number(Why.MaxLength)} are kept. Nothing was done: shorten it and try again.";
        await KeptForm.KeepAsync(http, http.RequestAborted);
        return http.Request.IsHtmx()
            ? new RazorComponentResult<Notice>(new { Outcome = new ActOutcome(false, text) })
            : frames.Problem(http, StatusCodes.Status400BadRequest, "The comment is too long", text);
    }
}
