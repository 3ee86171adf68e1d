using System.Security.Claims;
using Offboarding.Dashboard.Security.Accounts;

namespace Offboarding.Dashboard.Security;

/// <summary>Which roles somebody who came in has now, by the settings as they are now (pure).</summary>
public static class Rights
{
    /// <summary>The roles; none: this way in is closed, the account is gone or its password was changed.</summary>
    public static IReadOnlyList<string> Of(ClaimsPrincipal user, SignInOptions settings) => user.FindFirstValue(SignedIn.WayClaim) switch
    {
        "link" when settings.TakesLinks => [Role.OneTimeLink],
        "account" when settings.Accounts.GetValueOrDefault(user.Identity?.Name ?? "") is { } account
            && PasswordCheck.Stamp(account) == user.FindFirstValue(SignedIn.StampClaim) => [account.Role],
        "oidc" when settings.Oidc is { } oidc => Mapped(user.FindAll(SignedIn.GroupClaim).Select(static claim => claim.Value), oidc.Roles),
        _ => [],
    };

    /// <summary>To which workspaces somebody is limited by the settings as they are now; null: they are not.</summary>
    public static IReadOnlyCollection<Guid>? LimitOf(ClaimsPrincipal user, SignInOptions settings) => user.FindFirstValue(SignedIn.WayClaim) switch
    {
        "account" => settings.Accounts.GetValueOrDefault(user.Identity?.Name ?? "")?.Workspaces,
        "oidc" when settings.Oidc is { } oidc => Limit(user.FindAll(SignedIn.GroupClaim).Select(static claim => claim.Value), oidc.Workspaces),
        _ => null,
    };

    /// <summary>
    /// The workspaces of all groups that are limited; null: none of them is. A group without a limit does not lift that of another: it may be one that
    /// everybody is in.
    /// </summary>
    public static IReadOnlyCollection<Guid>? Limit(IEnumerable<string> groups, IReadOnlyDictionary<string, List<Guid>> workspaces) =>
        groups.Select(group => workspaces.GetValueOrDefault(group)).OfType<List<Guid>>().ToList() is { Count: > 0 } limits ? [.. limits.SelectMany(static ids => ids).Distinct()] : null;

    /// <summary>Every account and group that is limited to workspaces, by the settings as they are now.</summary>
    public static IReadOnlyList<(string Who, IReadOnlyList<Guid> Workspaces)> Limits(SignInOptions settings) =>
    [
        .. settings.Accounts.Where(static account => account.Value.Workspaces is not null)
            .OrderBy(static account => account.Key, StringComparer.Ordinal).Select(static account => ($"Account {account.Key}", (IReadOnlyList<Guid>)account.Value.Workspaces!)),
        .. new[] { settings.Oidc?.Workspaces, settings.Proxy?.Workspaces }.SelectMany(static groups => groups ?? [])
            .OrderBy(static group => group.Key, StringComparer.Ordinal).Select(static group => ($"Group {group.Key}", (IReadOnlyList<Guid>)group.Value)),
    ];

    /// <summary>The roles of the groups that are named in the settings.</summary>
    public static IReadOnlyList<string> Mapped(IEnumerable<string> groups, IReadOnlyDictionary<string, string> roles) =>
        [.. groups.Select(group => roles.GetValueOrDefault(group)).OfType<string>().Distinct()];
}
