namespace Offboarding.Dashboard;

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
