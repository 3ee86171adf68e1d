using System.Net;
using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

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

    /// <summary>Whether an address is in the list.</summary>
    internal static bool IsTrusted(IPAddress? address, string trusted)
    {
        IPAddress? plain = address is { IsIPv4MappedToIPv6: true } ? address.MapToIPv4() : address;
        return plain is not null && Networks(trusted).Any(network => network is { } known && known.Contains(plain));
    }

    /// <summary>The networks of a setting; null in the place of what is none.</summary>
    internal static IEnumerable<IPNetwork?> Networks(string trusted) => trusted
        .Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
        .Select(static text => IPNetwork.TryParse(text, out IPNetwork network) ? network
            : IPAddress.TryParse(text, out IPAddress? one) ? new IPNetwork(one, one.GetAddressBytes().Length * 8) : (IPNetwork?)null);

    protected override Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (settings.Current.Proxy is not { } proxy || !IsTrusted(Context.Connection.RemoteIpAddress, proxy.Trusted))
        {
            return Task.FromResult(AuthenticateResult.NoResult());
        }

        string name = Request.Headers[proxy.UserHeader].ToString();
        IReadOnlyList<string> roles = Rights.Mapped(
            Request.Headers[proxy.GroupsHeader].ToString().Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries), proxy.Roles);
        if (name.Length is 0 or > 200 || roles.Count == 0)
        {
            return Task.FromResult(AuthenticateResult.NoResult());
        }

        var user = new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.Name, name), new Claim(SignedIn.WayClaim, SchemeName)], SchemeName));
        return Task.FromResult(AuthenticateResult.Success(new AuthenticationTicket(user.WithPermissionsOf(roles), SchemeName)));
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.Redirect("/sign-in");
        return Task.CompletedTask;
    }
}
