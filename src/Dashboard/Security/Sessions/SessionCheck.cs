using System.Security.Claims;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authorization;
using Offboarding.Dashboard.Security.Access;

namespace Offboarding.Dashboard.Security.Sessions;

/// <summary>
/// Asks at each request whether the session goes on and what its owner may do now. The cookie only says who somebody is, how they came in
/// and when. Without an answer of the database nobody gets in: it is an error that says so, not a sign-in page.
/// </summary>
public sealed class SessionCheck(SignInSettings settings, SessionStore sessions, AccessLog access, TimeProvider time)
{
    /// <summary>Writes a session down that begins.</summary>
    public async Task BeginAsync(HttpContext context, ClaimsPrincipal user)
    {
        await sessions.BeginAsync(
            user, context.Connection.RemoteIpAddress?.ToString(), user.Since()!.Value + settings.Current.SessionMaximum, context.RequestAborted);
        access.Add(AccessEvent.Of(context, AccessEvent.SignedIn, user));
    }

    /// <summary>Rejects the cookie, or gives its owner the permissions of now.</summary>
    public async Task ValidateAsync(CookieValidatePrincipalContext context)
    {
        ClaimsPrincipal user = context.Principal!;
        IReadOnlyList<string> roles = Rights.Of(user, settings.Current);
        if (roles.Count == 0 || user.Session() is not { } session || !(user.Since() + settings.Current.SessionMaximum > time.GetUtcNow())
            || (IsClosed(context.HttpContext) && await sessions.HasEndedAsync(session, context.HttpContext.RequestAborted)))
        {
            context.RejectPrincipal();
            return;
        }

        context.ReplacePrincipal(user.WithPermissionsOf(roles, Rights.LimitOf(user, settings.Current)));
    }

    /// <summary>Styles, scripts and the sign-in page are for everybody.</summary>
    private static bool IsClosed(HttpContext context) => context.GetEndpoint()?.Metadata.GetMetadata<IAllowAnonymous>() is null;
}
