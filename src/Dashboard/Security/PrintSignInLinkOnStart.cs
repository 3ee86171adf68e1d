using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.Extensions.Options;

namespace Offboarding.Dashboard.Security;

internal sealed class PrintSignInLinkOnStart(
    IHostApplicationLifetime lifetime,
    IServer server,
    OneTimeSignIn signIn,
    ISignInLinkOutput output,
    IOptions<DashboardOptions> options) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        // The port is known once the server listens.
        lifetime.ApplicationStarted.Register(() =>
        {
            if (options.Value.SignIn.TakesLinks && DashboardAddress.Of(server) is { } address)
            {
                output.Show(signIn.CreateLink(address), options.Value.SignIn.LinkLifetime);
            }
        });
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
