namespace Offboarding.Dashboard;

/// <summary>Section <c>Dashboard</c>; every key is described in docs/dashboard.md. Checked when the process starts.</summary>
public sealed class DashboardOptions
{
    /// <summary>The name of the section.</summary>
    public const string Section = "Dashboard";

    /// <summary>
    /// The address people reach the dashboard at, for sign-in links, if it is not the one it listens on (a proxy, a container).
    /// </summary>
    public Uri? PublicUrl { get; set; }

    /// <summary>What a cookie is called: where people come over https only, a browser takes it from this host alone and over https alone.</summary>
    internal string CookieName(string name) => PublicUrl is { Scheme: "https" } ? "__Host-" + name : name;

    /// <summary>
    /// Addresses or networks of proxies whose <c>X-Forwarded-For</c>, <c>-Proto</c> and <c>-Host</c> are believed, divided by commas. Empty: nobody's.
    /// </summary>
    public string TrustedProxies { get; set; } = "";

    /// <summary>
    /// A folder that keeps the keys of cookies and forms. Without it they are kept in the user's profile; where there is none,
    /// as in a container, every restart signs everybody out.
    /// </summary>
    public string? KeysFolder { get; set; }

    /// <summary>
    /// Where sign-ins, refusals and readings of personal data are written as JSON lines besides the database, for a SIEM: <c>stdout</c> or the path
    /// of a file. Empty: nowhere.
    /// </summary>
    public string AccessLog { get; set; } = "";

    /// <summary>Who may enter.</summary>
    public SignInOptions SignIn { get; set; } = new();

    /// <summary>Within which time sessions should have ended; the Now page says who took longer.</summary>
    public TimeSpan LockoutTarget { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// Where the log around a failed attempt can be seen: an address with any of <c>{caseId}</c>, <c>{step}</c>, <c>{traceId}</c>, <c>{from}</c> and
    /// <c>{to}</c> (UTC) in it. Null: there is no link.
    /// </summary>
    public string? LogUrl { get; set; }

    /// <summary>How often one read for all viewers is made, while somebody watches.</summary>
    public TimeSpan LiveInterval { get; set; } = TimeSpan.FromMilliseconds(500);
}
