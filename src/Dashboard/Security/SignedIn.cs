using System.Globalization;
using System.Security.Claims;
using Microsoft.AspNetCore.Authentication.Cookies;

namespace Offboarding.Dashboard.Security;

/// <summary>What a request knows about the one who makes it.</summary>
public static class SignedIn
{
    /// <summary>The type of the claim with the id of the session.</summary>
    public const string SessionClaim = "offboarding.session";

    /// <summary>The type of the claim that says how somebody came in: <c>link</c>, <c>account</c>, <c>oidc</c>.</summary>
    public const string WayClaim = "offboarding.way";

    /// <summary>The type of the claim that carries a group at the provider.</summary>
    public const string GroupClaim = "offboarding.group";

    /// <summary>The type of the claim that tells one password of an account from the next.</summary>
    public const string StampClaim = "offboarding.stamp";

    /// <summary>The type of the claim that says when the session began, in seconds since 1970, UTC. Renewing the cookie does not change it.</summary>
    public const string SinceClaim = "offboarding.since";

    /// <summary>The type of the claim with the issuer at a provider.</summary>
    public const string IssuerClaim = "offboarding.issuer";

    /// <summary>The type of the claim with the subject there.</summary>
    public const string SubjectClaim = "offboarding.subject";

    /// <summary>The type of the claim with the session there (<c>sid</c>), if the provider names it.</summary>
    public const string ProviderSessionClaim = "offboarding.provider-session";

    /// <summary>A new session, as the cookie keeps it: without permissions, which are looked up for each request.</summary>
    public static ClaimsPrincipal As(string name, string way, DateTimeOffset since, params IEnumerable<Claim> more) => new(new ClaimsIdentity(
        [
            new Claim(ClaimTypes.Name, name), new Claim(WayClaim, way), new Claim(SessionClaim, Guid.NewGuid().ToString()),
            new Claim(SinceClaim, since.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture)), .. more,
        ],
        CookieAuthenticationDefaults.AuthenticationScheme));

    /// <summary>When the session began; null: the one who asks has none.</summary>
    public static DateTimeOffset? Since(this ClaimsPrincipal user) =>
        long.TryParse(user.FindFirstValue(SinceClaim), NumberStyles.None, CultureInfo.InvariantCulture, out long seconds) ? DateTimeOffset.FromUnixTimeSeconds(seconds) : null;

    /// <summary>The same person with the permissions of these roles, for this request.</summary>
    /// <param name="user">Who.</param>
    /// <param name="roles">What they are.</param>
    /// <param name="workspaces">To which workspaces they are limited, without what cannot be limited; null: they are not.</param>
    public static ClaimsPrincipal WithPermissionsOf(this ClaimsPrincipal user, IEnumerable<string> roles, IReadOnlyCollection<Guid>? workspaces)
    {
        ClaimsIdentity identity = ((ClaimsIdentity)user.Identity!).Clone();
        foreach (Claim old in identity.FindAll(static claim => claim.Type is Permission.ClaimType or WorkspaceLimit.ClaimType).ToList())
        {
            identity.RemoveClaim(old);
        }

        IEnumerable<string> permissions = roles.SelectMany(Role.Permissions).Distinct();
        if (workspaces is not null)
        {
            permissions = permissions.Except(Permission.OfAllWorkspaces);
            identity.AddClaim(new Claim(WorkspaceLimit.ClaimType, WorkspaceLimit.Text(workspaces)));
        }

        identity.AddClaims(permissions.Select(static permission => new Claim(Permission.ClaimType, permission)));
        return new ClaimsPrincipal(identity);
    }

    /// <summary>Whether this request may do it.</summary>
    public static bool May(this ClaimsPrincipal user, string permission) => user.HasClaim(Permission.ClaimType, permission);

    /// <summary>The id of the session; null: the one who asks has none.</summary>
    public static Guid? Session(this ClaimsPrincipal user) => Guid.TryParse(user.FindFirstValue(SessionClaim), out Guid id) ? id : null;

    /// <summary>The name that an act carries into the audit trail.</summary>
    public static string Actor(this ClaimsPrincipal user) =>
        user.Identity?.Name ?? throw new InvalidOperationException("Nobody is signed in: this route names no permission.");
}
