namespace Offboarding.Dashboard.Security;

/// <summary>
/// Where a sign-in link is shown. Whoever can read it there can sign in. The default is the log; a host that has a terminal of
/// its own registers another one before <c>AddOffboardingDashboard</c>.
/// </summary>
public interface ISignInLinkOutput
{
    /// <summary>Where it is shown, for the sign-in page: <c>log</c>, <c>terminal</c>.</summary>
    string Place => "log";

    /// <summary>Shows a new link.</summary>
    /// <param name="link">Signs in once.</param>
    /// <param name="lifetime">How long it can be used.</param>
    void Show(Uri link, TimeSpan lifetime);
}
