using System.Globalization;
using System.Net;
using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Offboarding.Dashboard.Layout;
using Offboarding.Dashboard.Security;
using Offboarding.Dashboard.Security.Access;
using Offboarding.Dashboard.Security.Accounts;
using Offboarding.Dashboard.Security.Oidc;
using Offboarding.Dashboard.Security.Sessions;

namespace Offboarding.Dashboard.Pages.SignIn;

/// <summary>In and out.</summary>
public static class SignInEndpoints
{
    /// <summary>
    /// Without a token: the ways in. With one: uses it up and signs in. The answer is a page that goes on by itself
    /// instead of a redirect, because a browser that came from elsewhere would not send a strict cookie with a redirect.
    /// </summary>
    public static async Task<IResult> SignIn(
        HttpContext context, string? token, string? failed, OneTimeSignIn links, SignInSettings settings, AccessLog access, TimeProvider time, PageFrames frames)
    {
        SignInOptions options = settings.Current;
        if (token is null || !options.TakesLinks)
        {
            return Page(context, frames, options, failed == "provider" ? SignInStage.ProviderFailed : SignInStage.Waiting, StatusCodes.Status200OK);
        }

        if (context.Request.Headers["Sec-Purpose"].ToString().Contains("prefetch", StringComparison.OrdinalIgnoreCase))
        {
            // A browser that looks ahead must not use the link up.
            return TypedResults.StatusCode(StatusCodes.Status503ServiceUnavailable);
        }

        if (!await links.RedeemAsync(token, () => context.SignInAsync(SignedIn.As(options.OperatorName, "link", time.GetUtcNow()))))
        {
            access.Add(AccessEvent.Of(context, AccessEvent.SignInFailed, way: "link"));
            return Page(context, frames, options, SignInStage.Refused, StatusCodes.Status403Forbidden);
        }

        return Done(context, frames, settings);
    }

    /// <summary>With the name and password of an account.</summary>
    public static async Task<IResult> Password(
        HttpContext context, PasswordGuesses guesses, SignInSettings settings, AccessLog access, TimeProvider time, PageFrames frames,
        ILogger<PasswordGuesses> logger, CancellationToken cancellationToken)
    {
        SignInOptions options = settings.Current;
        IFormCollection form = await context.Request.ReadFormAsync(cancellationToken);
        (string name, string password) = (form["name"].ToString().Trim(), form["password"].ToString());
        IPAddress? address = context.Connection.RemoteIpAddress;
        if (options.Proxy is not null || options.Accounts.Count == 0 || name.Length > 200 || password.Length > 1000)
        {
            return Page(context, frames, options, SignInStage.WrongPassword, StatusCodes.Status403Forbidden);
        }

        if (guesses.Pause(name, address) is { } pause)
        {
            context.Response.Headers.RetryAfter = Math.Ceiling(pause.TotalSeconds).ToString(CultureInfo.InvariantCulture);
            return Page(context, frames, options, SignInStage.Locked, StatusCodes.Status429TooManyRequests, name);
        }

        AccountOptions? account = options.Accounts.GetValueOrDefault(name);
        if (!PasswordCheck.IsRight(account, password))
        {
            guesses.Add(name, address);
            logger.LogWarning("A wrong name or password, from {Address}", address);
            AccessEvent failed = AccessEvent.Of(context, AccessEvent.SignInFailed, way: "account");
            access.Add(account is null ? failed : failed with { Actor = name });
            return Page(context, frames, options, SignInStage.WrongPassword, StatusCodes.Status403Forbidden, name);
        }

        guesses.Forgive(name, address);
        await context.SignInAsync(SignedIn.As(name, "account", time.GetUtcNow(), new Claim(SignedIn.StampClaim, PasswordCheck.Stamp(account!))));
        return Done(context, frames, settings);
    }

    /// <summary>At the provider, which sends the browser back to <c>/sign-in/oidc</c> and from there to <c>/sign-in/done</c>.</summary>
    public static async Task<IResult> Provider(
        HttpContext context, IAuthenticationSchemeProvider schemes, SignInSettings settings, PageFrames frames, ILogger<PasswordGuesses> logger)
    {
        if (await schemes.GetSchemeAsync(OpenIdConnectSignIn.SchemeName) is null)
        {
            return Page(context, frames, settings.Current, SignInStage.Waiting, StatusCodes.Status404NotFound);
        }

        try
        {
            await context.ChallengeAsync(OpenIdConnectSignIn.SchemeName, new AuthenticationProperties { RedirectUri = "/sign-in/done" });
            return TypedResults.Empty;
        }
        catch (Exception problem) when (
            problem is InvalidOperationException or OpenIdConnectProtocolException or HttpRequestException
            || (problem is OperationCanceledException && !context.RequestAborted.IsCancellationRequested))
        {
            // It does not describe itself, does not answer, or rejects the pushed request (a wrong secret or redirect address).
            logger.LogWarning("Sign-in at the provider cannot begin: {Problem}", problem.Message);
            return Page(context, frames, settings.Current, SignInStage.ProviderFailed, StatusCodes.Status503ServiceUnavailable);
        }
    }

    /// <summary>Signed in: goes on to the leavers.</summary>
    public static IResult Done(HttpContext context, PageFrames frames, SignInSettings settings) =>
        Page(context, frames, settings.Current, SignInStage.Done, StatusCodes.Status200OK);

    /// <summary>Shows a new link where the first one was shown, in the log or the terminal, never in the answer.</summary>
    public static IResult NewLink(HttpContext context, SignInLinkRequests requests, SignInSettings settings, PageFrames frames)
    {
        SignInOptions options = settings.Current;
        return !options.TakesLinks ? Page(context, frames, options, SignInStage.Waiting, StatusCodes.Status404NotFound)
            : requests.Show() ? Page(context, frames, options, SignInStage.Shown, StatusCodes.Status200OK)
            : Page(context, frames, options, SignInStage.TooSoon, StatusCodes.Status429TooManyRequests);
    }

    /// <summary>Out: the session ends in the database, so that a copy of the cookie is worth nothing.</summary>
    public static async Task<IResult> SignOut(HttpContext context, SessionStore sessions, AccessLog access, CancellationToken cancellationToken)
    {
        if (context.User.Session() is { } session)
        {
            await sessions.EndAsync(session, cancellationToken);
            access.Add(AccessEvent.Of(context, AccessEvent.SignedOut));
            await context.SignOutAsync(CookieAuthenticationDefaults.AuthenticationScheme);
        }

        return TypedResults.LocalRedirect("/sign-in");
    }

    private static RazorComponentResult<SignInView> Page(
        HttpContext context, PageFrames frames, SignInOptions settings, SignInStage stage, int status, string? name = null)
    {
        // The form token of an answer that signs in would be that of nobody.
        PageFrame frame = stage == SignInStage.Done ? PageFrame.Empty : frames.For(context, null) with { UserName = null };
        return new(new Dictionary<string, object?>
        {
            ["Frame"] = frame,
            ["Stage"] = stage,
            ["Settings"] = settings,
            ["Name"] = name,
            ["Place"] = context.RequestServices.GetRequiredService<ISignInLinkOutput>().Place,
        })
        {
            StatusCode = status,
        };
    }
}

/// <summary>What the sign-in page says.</summary>
public enum SignInStage
{
    /// <summary>Nobody is signed in.</summary>
    Waiting,

    /// <summary>A link that was used, has run out or is not ours.</summary>
    Refused,

    /// <summary>A new link is in the log.</summary>
    Shown,

    /// <summary>A link was asked for a moment ago.</summary>
    TooSoon,

    /// <summary>No such account, or not its password.</summary>
    WrongPassword,

    /// <summary>Too many wrong passwords.</summary>
    Locked,

    /// <summary>The provider did not answer, or did not let somebody in.</summary>
    ProviderFailed,

    /// <summary>Signed in.</summary>
    Done,
}
