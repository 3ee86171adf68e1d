using System.Security.Claims;
using Microsoft.AspNetCore.Authentication.Cookies;

namespace Offboarding.Dashboard.Security;

/// <summary>What a request knows about the one who makes it.</summary>
public static class SignedIn
{
    /// <summary>Somebody with these roles, as the cookie keeps them: without permissions, which are looked up for each request.</summary>
    public static ClaimsPrincipal As(string name, params IEnumerable<string> roles) => new(new ClaimsIdentity(
        [new Claim(ClaimTypes.Name, name), .. roles.Select(static role => new Claim(Role.ClaimType, role))],
        CookieAuthenticationDefaults.AuthenticationScheme));

    /// <summary>The same person with the permissions of these roles, for this request.</summary>
    public static ClaimsPrincipal WithPermissionsOf(this ClaimsPrincipal user, IEnumerable<string> roles)
    {
        var identity = ((ClaimsIdentity)user.Identity!).Clone();
        foreach (Claim old in identity.FindAll(Permission.ClaimType).ToList())
        {
            identity.RemoveClaim(old);
        }

        identity.AddClaims(roles.SelectMany(Role.Permissions).Distinct().Select(static permission => new Claim(Permission.ClaimType, permission)));
        return new ClaimsPrincipal(identity);
    }

    /// <summary>Whether this request may do it.</summary>
    public static bool May(this ClaimsPrincipal user, string permission) => user.HasClaim(Permission.ClaimType, permission);

    /// <summary>The name that an act carries into the audit trail.</summary>
    public static string Actor(this ClaimsPrincipal user) =>
        user.Identity?.Name ?? throw new InvalidOperationException("Nobody is signed in: this route names no permission.");
}
