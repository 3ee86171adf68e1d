using Offboarding.Dashboard.Layout;

namespace Offboarding.Dashboard.Security;

/// <summary>What a browser may do with an answer: nothing from elsewhere, no inline script or style, no frame around it.</summary>
public sealed class SecurityHeaders(RequestDelegate next)
{
    private const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; "
        + "form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    /// <summary>Hangfire's pages have a font of symbols, and styles inside their elements and from their charts. Scripts stay as strict.</summary>
    private static readonly string JobPagesPolicy =
        Policy.Replace("style-src 'self'", "style-src 'self' 'unsafe-inline'; font-src 'self'", StringComparison.Ordinal);

    /// <summary>Adds the headers and goes on.</summary>
    public Task InvokeAsync(HttpContext context)
    {
        // Read now: the branch of Hangfire's pages moves its part of the path away.
        string policy = context.Request.Path.StartsWithSegments(JobPages.Path, StringComparison.Ordinal) ? JobPagesPolicy : Policy;
        context.Response.OnStarting(
            state =>
            {
                IHeaderDictionary headers = ((HttpResponse)state).Headers;
                headers.ContentSecurityPolicy = policy;
                headers.XContentTypeOptions = "nosniff";
                headers["Referrer-Policy"] = "no-referrer";
                headers["Cross-Origin-Opener-Policy"] = "same-origin";
                headers["Cross-Origin-Resource-Policy"] = "same-origin";
                if (((HttpResponse)state).HttpContext.Request.IsHttps)
                {
                    headers.StrictTransportSecurity = "max-age=31536000";
                }

                if (headers.CacheControl.Count == 0)
                {
                    headers.CacheControl = "no-store";
                }

                return Task.CompletedTask;
            },
            context.Response);
        return next(context);
    }
}
