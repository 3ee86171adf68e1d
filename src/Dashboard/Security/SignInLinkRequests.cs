using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.Extensions.Options;

namespace Offboarding.Dashboard.Security;

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
