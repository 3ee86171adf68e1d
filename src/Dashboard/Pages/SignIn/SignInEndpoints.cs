using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using Offboarding.Dashboard.Layout;
using Offboarding.Dashboard.Security;

namespace Offboarding.Dashboard.Pages.SignIn;

/// <summary>In and out.</summary>
public static class SignInEndpoints
{
    /// <summary>
    /// Without a token: says where the link is. With one: uses it up and signs in. The answer is a page that goes on by itself
    /// instead of a redirect, because a browser that came from elsewhere would not send a strict cookie with a redirect.
    /// </summary>
    public static async Task<IResult> SignIn(HttpContext context, string? token, OneTimeSignIn links, IOptions<DashboardOptions> options, PageFrames frames)
    {
        if (token is null)
        {
            return Page(context, frames, SignInStage.Waiting, StatusCodes.Status200OK);
        }

        if (context.Request.Headers["Sec-Purpose"].ToString().Contains("prefetch", StringComparison.OrdinalIgnoreCase))
        {
            // A browser that looks ahead must not use the link up.
            return TypedResults.StatusCode(StatusCodes.Status503ServiceUnavailable);
        }

        if (!links.Redeem(token))
        {
            return Page(context, frames, SignInStage.Refused, StatusCodes.Status403Forbidden);
        }

        await context.SignInAsync(SignedIn.As(options.Value.SignIn.OperatorName, Role.Admin));
        return Page(context, frames, SignInStage.Done, StatusCodes.Status200OK);
    }

    /// <summary>Shows a new link where the first one was shown: in the log or the terminal, never in the answer.</summary>
    public static IResult NewLink(HttpContext context, SignInLinkRequests requests, PageFrames frames) =>
        requests.Show()
            ? Page(context, frames, SignInStage.Shown, StatusCodes.Status200OK)
            : Page(context, frames, SignInStage.TooSoon, StatusCodes.Status429TooManyRequests);

    /// <summary>Out.</summary>
    public static async Task<IResult> SignOut(HttpContext context)
    {
        await context.SignOutAsync();
        return TypedResults.LocalRedirect("/sign-in");
    }

    private static RazorComponentResult<SignInView> Page(HttpContext context, PageFrames frames, SignInStage stage, int status)
    {
        if (stage == SignInStage.Done)
        {
            // The form token of this answer would be that of nobody.
            return new(new { Frame = PageFrame.Empty, Stage = stage }) { StatusCode = status };
        }

        return new(new { Frame = frames.For(context, null) with { UserName = null }, Stage = stage }) { StatusCode = status };
    }
}
