using System.Net;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.Options;

namespace Offboarding.Dashboard.Security.TrustedProxy;

/// <summary>
/// Behind a proxy that ends TLS: what it says about scheme, host and address of a request is believed if the connection comes from one of
/// <c>Dashboard:TrustedProxies</c>, and from nobody else. With an https address in <c>Dashboard:PublicUrl</c> every request counts as one
/// over https, whatever a proxy says: cookies are <c>Secure</c> then.
/// </summary>
internal static class ForwardedRequests
{
    private static readonly object PeerKey = new();

    /// <summary>Who is at the other end of the connection: the proxy, if there is one. Its headers may name another address as the browser's.</summary>
    public static IPAddress? Peer(HttpContext context) =>
        context.Items.TryGetValue(PeerKey, out object? peer) ? peer as IPAddress : context.Connection.RemoteIpAddress;

    public static void Use(WebApplication app)
    {
        DashboardOptions options = app.Services.GetRequiredService<IOptions<DashboardOptions>>().Value;
        app.Use((context, next) =>
        {
            context.Items[PeerKey] = context.Connection.RemoteIpAddress;
            return next(context);
        });
        if (options.TrustedProxies.Length > 0)
        {
            app.UseForwardedHeaders(Of(options.TrustedProxies));
        }
        else
        {
            app.Use(SayOnce(app.Services.GetRequiredService<ILogger<DashboardOptions>>()));
        }

        if (options.PublicUrl is { Scheme: "https" })
        {
            app.Use(static (context, next) =>
            {
                context.Request.Scheme = "https";
                return next(context);
            });
        }
    }

    private static ForwardedHeadersOptions Of(string trusted)
    {
        var headers = new ForwardedHeadersOptions
        {
            ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto | ForwardedHeaders.XForwardedHost,
            // Through as many proxies as are trusted; the first that is not is the browser.
            ForwardLimit = null,
        };
        headers.KnownProxies.Clear();
        headers.KnownIPNetworks.Clear();
        foreach (System.Net.IPNetwork? network in Networks.Of(trusted))
        {
            headers.KnownIPNetworks.Add(network!.Value);
        }

        return headers;
    }

    /// <summary>All people would share the proxy's address, so that twenty wrong passwords of one lock the others out: somebody has to hear of it.</summary>
    private static Func<HttpContext, RequestDelegate, Task> SayOnce(ILogger logger)
    {
        int said = 0;
        return (context, next) =>
        {
            if (context.Request.Headers.ContainsKey("X-Forwarded-For") && Interlocked.Exchange(ref said, 1) == 0)
            {
                logger.LogWarning(
                    "A request came with X-Forwarded-For from {Address}, which Dashboard:TrustedProxies does not name: the header is not believed. If this is your proxy, name it there",
                    context.Connection.RemoteIpAddress);
            }

            return next(context);
        };
    }
}
