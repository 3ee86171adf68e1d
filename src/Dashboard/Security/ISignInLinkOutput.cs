using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.Extensions.Options;

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

/// <summary>Shows another link on request of somebody who is not signed in, which is why it does so at most every ten seconds.</summary>
public sealed class SignInLinkRequests(
    OneTimeSignIn signIn, ISignInLinkOutput output, IServer server, IOptions<DashboardOptions> options, TimeProvider time)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(10);

    private readonly Lock gate = new();
    private DateTimeOffset last = DateTimeOffset.MinValue;

    /// <summary>Makes a link and shows it where the operator of the process looks.</summary>
    /// <returns>Whether it did: not so soon after the one before.</returns>
    public bool Show()
    {
        lock (gate)
        {
            DateTimeOffset now = time.GetUtcNow();
            if (now < last + Pause || DashboardAddress.Of(server) is not { } address)
            {
                return false;
            }

            last = now;
            output.Show(signIn.CreateLink(address), options.Value.SignIn.LinkLifetime);
            return true;
        }
    }
}

internal sealed class LoggedSignInLink(ILogger<OneTimeSignIn> logger) : ISignInLinkOutput
{
    public void Show(Uri link, TimeSpan lifetime) =>
        logger.LogInformation("Sign in to the dashboard, once, within {Minutes:0} minutes: {Link}", lifetime.TotalMinutes, link);
}
