using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.Extensions.Options;
using Offboarding.Dashboard.Security.Sessions;

namespace Offboarding.Dashboard.Security;

/// <summary>The cookie of somebody who is signed in: unreadable for scripts, never sent by other sites, gone after a day's work.</summary>
internal sealed class SignInCookie(IOptions<DashboardOptions> dashboard, SessionCheck sessions) : IConfigureNamedOptions<CookieAuthenticationOptions>
{
    public void Configure(string? name, CookieAuthenticationOptions options)
    {
        options.Cookie.Name = dashboard.Value.CookieName("offboarding");
        options.Cookie.HttpOnly = true;
        options.Cookie.SameSite = SameSiteMode.Strict;
        options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        options.ExpireTimeSpan = dashboard.Value.SignIn.SessionLifetime;
        options.SlidingExpiration = true;
        options.Events.OnCheckSlidingExpiration = static context =>
        {
            // A page that is left open is no activity: it must not keep its session alive indefinitely.
            context.ShouldRenew &= !context.Request.Path.StartsWithSegments("/live", StringComparison.Ordinal);
            return Task.CompletedTask;
        };
        // Every way in but a proxy's comes through here.
        options.Events.OnSigningIn = context => sessions.BeginAsync(context.HttpContext, context.Principal!);
        options.Events.OnValidatePrincipal = sessions.ValidateAsync;
        options.Events.OnRedirectToLogin = static context => Answer(context, StatusCodes.Status401Unauthorized);
        options.Events.OnRedirectToAccessDenied = static context => Answer(context, StatusCodes.Status403Forbidden);
    }

    public void Configure(CookieAuthenticationOptions options) => Configure(CookieAuthenticationDefaults.AuthenticationScheme, options);

    private static Task Answer(RedirectContext<CookieAuthenticationOptions> context, int status)
    {
        bool page = HttpMethods.IsGet(context.Request.Method)
            && !context.Request.IsHtmx()
            && context.Request.GetTypedHeaders().Accept.Any(static type => type.MediaType == "text/html");
        if (page && status == StatusCodes.Status401Unauthorized)
        {
            context.Response.Redirect("/sign-in");
            return Task.CompletedTask;
        }

        context.Response.StatusCode = status;
        if (status == StatusCodes.Status401Unauthorized)
        {
            context.Response.Headers["HX-Redirect"] = "/sign-in";
        }

        return Task.CompletedTask;
    }
}
