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

    /// <summary>A new session, as the cookie keeps it: without permissions, which are looked up for each request.</summary>
    public static ClaimsPrincipal As(string name, string way, params IEnumerable<Claim> more) => new(new ClaimsIdentity(
        [new Claim(ClaimTypes.Name, name), new Claim(WayClaim, way), new Claim(SessionClaim, Guid.NewGuid().ToString()), .. more],
        CookieAuthenticationDefaults.AuthenticationScheme));

    /// <summary>The same person with the permissions of these roles, for this request.</summary>
    public static ClaimsPrincipal WithPermissionsOf(this ClaimsPrincipal user, IEnumerable<string> roles)
    {
        ClaimsIdentity identity = ((ClaimsIdentity)user.Identity!).Clone();
        foreach (Claim old in identity.FindAll(Permission.ClaimType).ToList())
        {
            identity.RemoveClaim(old);
        }

        identity.AddClaims(roles.SelectMany(Role.Permissions).Distinct().Select(static permission => new Claim(Permission.ClaimType, permission)));
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
