namespace Offboarding.Dashboard;

/// <summary>Section <c>Dashboard:SignIn:Proxy</c>: headers of a proxy that has signed somebody in.</summary>
public sealed class TrustedProxyOptions
{
    /// <summary>The header that names somebody, such as <c>X-Forwarded-User</c>.</summary>
    public string UserHeader { get; set; } = "";

    /// <summary>The header that lists their groups, divided by commas.</summary>
    public string GroupsHeader { get; set; } = "X-Forwarded-Groups";

    /// <summary>Addresses or networks whose headers are believed, divided by commas: <c>10.0.0.4, 10.1.0.0/16</c>.</summary>
    public string Trusted { get; set; } = "";

    /// <summary>Group to role. Who has none of them is not let in.</summary>
    public Dictionary<string, string> Roles { get; set; } = new(StringComparer.Ordinal);

    /// <summary>
    /// Group to the ids of workspaces; whoever has it sees and acts on these alone. Who has several has those of all of them, and one without a
    /// limit does not lift that of another.
    /// </summary>
    public Dictionary<string, List<Guid>> Workspaces { get; set; } = new(StringComparer.Ordinal);
}
