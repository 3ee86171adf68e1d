namespace Offboarding.Dashboard;

/// <summary>Section <c>Dashboard:SignIn</c>: who may enter and how.</summary>
public sealed class SignInOptions
{
    /// <summary>
    /// Whether one-time links are printed: whoever can read the log is an admin, who cannot approve. Null: only while there is no other way in.
    /// </summary>
    public bool? Link { get; set; }

    /// <summary>The name under which whoever uses a link acts; it is in the audit trail.</summary>
    public string OperatorName { get; set; } = "operator";

    /// <summary>How long a link can be used, once.</summary>
    public TimeSpan LinkLifetime { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>How long somebody stays signed in without clicking anything.</summary>
    public TimeSpan SessionLifetime { get; set; } = TimeSpan.FromHours(8);

    /// <summary>How long after signing in a session ends in any case.</summary>
    public TimeSpan SessionMaximum { get; set; } = TimeSpan.FromHours(12);

    /// <summary>Accounts with a password, by name. A change takes effect with the next request.</summary>
    public Dictionary<string, AccountOptions> Accounts { get; set; } = new(StringComparer.Ordinal);

    /// <summary>Sign-in at an OpenID Connect provider; null: none.</summary>
    public OidcSignInOptions? Oidc { get; set; }

    /// <summary>A proxy in front signs people in; null: none. With it no other way in is open.</summary>
    public TrustedProxyOptions? Proxy { get; set; }

    /// <summary>Whether one-time links sign in.</summary>
    internal bool TakesLinks => Proxy is null && (Link ?? (Accounts.Count == 0 && Oidc is null));
}

/// <summary>Section <c>Dashboard:SignIn:Accounts:{name}</c>.</summary>
public sealed class AccountOptions
{
    /// <summary>What <c>hash-password</c> printed. Another one ends the sessions that began with the old one.</summary>
    public string PasswordHash { get; set; } = "";

    /// <summary><c>viewer</c>, <c>operator</c> or <c>admin</c>.</summary>
    public string Role { get; set; } = "";

    /// <summary>Ids of the workspaces that the account sees and acts on; null: all of them.</summary>
    public List<Guid>? Workspaces { get; set; }
}
