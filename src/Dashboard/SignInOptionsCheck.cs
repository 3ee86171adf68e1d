using Offboarding.Dashboard.Security;
using Offboarding.Dashboard.Security.Accounts;
using Offboarding.Dashboard.Security.Oidc;
using Offboarding.Dashboard.Security.TrustedProxy;

namespace Offboarding.Dashboard;

/// <summary>What is wrong with the ways in, one line each.</summary>
internal static class SignInOptionsCheck
{
    private const string Section = "Dashboard:SignIn";
    private const string RoleNames = "viewer, operator or admin";

    /// <summary>
    /// Limits to no workspace. .NET reads a list that is empty as one that was left out, which is no limit at all, so that these are looked for in what was written.
    /// </summary>
    public static IEnumerable<string> Problems(IConfiguration configuration)
    {
        IConfigurationSection signIn = configuration.GetSection(Section);
        return signIn.GetSection("Accounts").GetChildren().SelectMany(static account => account.GetChildren()).Where(static setting => setting.Key.Equals("Workspaces", StringComparison.OrdinalIgnoreCase))
            .Concat(signIn.GetSection("Oidc:Workspaces").GetChildren())
            .Concat(signIn.GetSection("Proxy:Workspaces").GetChildren())
            .Where(static limit => !limit.GetChildren().Any())
            .Select(static limit => $"{limit.Path} names no workspace: list the ids of those that may be seen, or leave it out for all of them.");
    }

    public static IEnumerable<string> Problems(SignInOptions options) =>
        Accounts(options.Accounts).Concat(options.Oidc is { } oidc ? Oidc(oidc) : []).Concat(options.Proxy is { } proxy ? Proxy(proxy) : [])
            .Concat(options is { Link: false, Oidc: null, Proxy: null, Accounts.Count: 0 }
                ? [$"{Section}:Link is false and there is no other way in: configure {Section}:Accounts, {Section}:Oidc or {Section}:Proxy."]
                : []);

    private static IEnumerable<string> Accounts(Dictionary<string, AccountOptions> accounts)
    {
        foreach ((string name, AccountOptions account) in accounts)
        {
            string key = $"{Section}:Accounts:{name}";
            if (name.Length > 200)
            {
                yield return $"{key} has a name of more than 200 characters, which the audit trail does not take.";
            }

            if (OidcIdentity.IsOne(name))
            {
                yield return $"{key} has the form of a name from the OpenID Connect provider: the audit trail could not tell the two apart. Leave the part in brackets out.";
            }

            if (!PasswordCheck.IsHash(account.PasswordHash))
            {
                yield return $"{key}:PasswordHash is no hash of a password: set it to what 'Offboarding.Dashboard hash-password' prints.";
            }

            if (!Role.All.Contains(account.Role))
            {
                yield return $"{key}:Role is '{account.Role}': set it to {RoleNames}.";
            }
        }
    }

    private static IEnumerable<string> Oidc(OidcSignInOptions oidc)
    {
        const string key = $"{Section}:Oidc";
        if (!Uri.TryCreate(oidc.Authority, UriKind.Absolute, out Uri? authority)
            || !(authority.Scheme == "https" || (authority.Scheme == "http" && authority.IsLoopback)))
        {
            yield return $"{key}:Authority is '{oidc.Authority}': set it to the provider's https address.";
        }

        if (oidc.ClientId.Length == 0)
        {
            yield return $"{key}:ClientId is missing: set it to the name under which the provider knows the dashboard.";
        }

        if (oidc.NameClaim.Length == 0 || oidc.RoleClaim.Length == 0)
        {
            yield return $"{key}:NameClaim and {key}:RoleClaim must not be empty.";
        }

        foreach (string problem in Roles(key, oidc.Roles).Concat(Workspaces(key, oidc.Workspaces, oidc.Roles)))
        {
            yield return problem;
        }
    }

    private static IEnumerable<string> Proxy(TrustedProxyOptions proxy)
    {
        const string key = $"{Section}:Proxy";
        if (proxy.UserHeader.Length == 0 || proxy.GroupsHeader.Length == 0)
        {
            yield return $"{key}:UserHeader is missing: set it to the header with the name of the user, such as X-Forwarded-User.";
        }

        if (!Networks.Of(proxy.Trusted).Any() || Networks.Of(proxy.Trusted).Any(static network => network is null))
        {
            yield return $"{key}:Trusted is '{proxy.Trusted}': set it to the addresses or networks of the proxy, such as 10.0.0.4, 10.1.0.0/16.";
        }

        foreach (string problem in Roles(key, proxy.Roles).Concat(Workspaces(key, proxy.Workspaces, proxy.Roles)))
        {
            yield return problem;
        }
    }

    /// <summary>A limit of a group that gives no role is most likely one of a group whose name is spelled in another way, which then has none.</summary>
    private static IEnumerable<string> Workspaces(string key, Dictionary<string, List<Guid>> limits, Dictionary<string, string> roles) =>
        limits.Keys.Where(group => !roles.ContainsKey(group)).Select(group => $"{key}:Workspaces:{group} limits a group that {key}:Roles does not name: name it there, or leave it out.");

    private static IEnumerable<string> Roles(string key, Dictionary<string, string> roles) =>
        roles.Count == 0
            ? [$"{key}:Roles is missing: map at least one group to {RoleNames}, such as {key}:Roles:offboarding-admins=admin."]
            : roles.Where(static entry => !Role.All.Contains(entry.Value)).Select(entry => $"{key}:Roles:{entry.Key} is '{entry.Value}': set it to {RoleNames}.");
}
