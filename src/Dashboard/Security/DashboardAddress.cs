using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Offboarding.Dashboard.Security;

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
