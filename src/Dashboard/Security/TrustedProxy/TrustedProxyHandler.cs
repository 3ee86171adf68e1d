using System.Net;
using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using Offboarding.Dashboard.Security.Oidc;

namespace Offboarding.Dashboard.Security.TrustedProxy;

/// <summary>
/// Believes the headers of a proxy that has signed somebody in, if the connection comes from one that is trusted. The groups of each
/// request count, so a demotion takes effect with the next one. Signing out is the proxy's business.
/// </summary>
internal sealed class TrustedProxyHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, SignInSettings settings)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string SchemeName = "proxy";

    protected override Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (settings.Current.Proxy is not { } proxy || !Networks.Contain(proxy.Trusted, ForwardedRequests.Peer(Context)))
        {
            return Task.FromResult(AuthenticateResult.NoResult());
        }

        string name = Request.Headers[proxy.UserHeader].ToString();
        string[] groups = Request.Headers[proxy.GroupsHeader].ToString().Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        IReadOnlyList<string> roles = Rights.Mapped(groups, proxy.Roles);
        if (name.Length is 0 or > 200 || OidcIdentity.IsOne(name) || roles.Count == 0)
        {
            return Task.FromResult(AuthenticateResult.NoResult());
        }

        var user = new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.Name, name), new Claim(SignedIn.WayClaim, SchemeName)], SchemeName));
        return Task.FromResult(AuthenticateResult.Success(new AuthenticationTicket(user.WithPermissionsOf(roles, Rights.Limit(groups, proxy.Workspaces)), SchemeName)));
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.Redirect("/sign-in");
        return Task.CompletedTask;
    }
}

/// <summary>A list of addresses and networks in a setting: <c>10.0.0.4, 10.1.0.0/16</c>.</summary>
internal static class Networks
{
    /// <summary>Whether an address is in the list.</summary>
    public static bool Contain(string list, IPAddress? address)
    {
        IPAddress? plain = address is { IsIPv4MappedToIPv6: true } ? address.MapToIPv4() : address;
        return plain is not null && Of(list).Any(network => network is { } known && known.Contains(plain));
    }

    /// <summary>The networks; null in the place of what is none.</summary>
    public static IEnumerable<IPNetwork?> Of(string list) => list
        .Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
        .Select(static text => IPNetwork.TryParse(text, out IPNetwork network) ? network
            : IPAddress.TryParse(text, out IPAddress? one) ? new IPNetwork(one, one.GetAddressBytes().Length * 8) : (IPNetwork?)null);
}
