using Offboarding.Dashboard.Security;
using Offboarding.Local.Terminal;

namespace Offboarding.Local.Hosting;

/// <summary>Shows the dashboard's one-time links where the person sits who started it, unbroken so that they can be copied.</summary>
internal sealed class TerminalSignInLink(LocalTerminal terminal) : ISignInLinkOutput
{
    public string Place => "terminal";

    public void Show(Uri link, TimeSpan lifetime) =>
        terminal.SayUnbroken($"Dashboard: {link}  (signs in once, within {lifetime.TotalMinutes:0} minutes; the sign-in page writes another one here)");
}
