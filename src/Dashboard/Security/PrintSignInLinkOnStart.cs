using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
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

/// <summary>Where a browser on this machine finds the dashboard.</summary>
public static class DashboardAddress
{
    /// <summary>The first address the server listens on; "every interface" becomes <c>127.0.0.1</c>.</summary>
    public static Uri? Of(IServer server)
    {
        string? address = server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault();
        if (address is null)
        {
            return null;
        }

        foreach (string any in (string[])["//+", "//*", "//0.0.0.0", "//[::]"])
        {
            address = address.Replace(any, "//127.0.0.1", StringComparison.Ordinal);
        }

        return new Uri(address);
    }
}
