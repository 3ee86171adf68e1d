namespace Offboarding.Dashboard;

/// <summary>Section <c>Dashboard:SignIn:Oidc</c>: authorization code flow with PKCE.</summary>
public sealed class OidcSignInOptions
{
    /// <summary>The provider's address; <c>.well-known/openid-configuration</c> is below it.</summary>
    public string Authority { get; set; } = "";

    /// <summary>Under which the dashboard is known there. Its redirect address is <c>/sign-in/oidc</c>.</summary>
    public string ClientId { get; set; } = "";

    /// <summary>Empty for a public client: PKCE is used in any case.</summary>
    public string ClientSecret { get; set; } = "";

    /// <summary>What is asked for besides <c>openid</c>.</summary>
    public string Scopes { get; set; } = "profile";

    /// <summary>The claim of the ID token that names somebody in the audit trail.</summary>
    public string NameClaim { get; set; } = "preferred_username";

    /// <summary>The claim of the ID token that <see cref="Roles"/> maps.</summary>
    public string RoleClaim { get; set; } = "groups";

    /// <summary>Value of the claim to role. Who has none of them is not let in.</summary>
    public Dictionary<string, string> Roles { get; set; } = new(StringComparer.Ordinal);

    /// <summary>
    /// Value of the claim to the ids of workspaces; whoever has it sees and acts on these alone. Who has several has those of all of them, and one without a
    /// limit does not lift that of another.
    /// </summary>
    public Dictionary<string, List<Guid>> Workspaces { get; set; } = new(StringComparer.Ordinal);
}
