namespace Offboarding.Dashboard;

/// <summary>Section <c>Dashboard:SignIn</c>: the one-time link that is printed on start.</summary>
public sealed class SignInOptions
{
    /// <summary>The name under which whoever uses the link acts; it is in the audit trail.</summary>
    public string OperatorName { get; set; } = "operator";

    /// <summary>How long a link can be used, once.</summary>
    public TimeSpan LinkLifetime { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>How long somebody stays signed in without clicking anything.</summary>
    public TimeSpan SessionLifetime { get; set; } = TimeSpan.FromHours(8);
}
