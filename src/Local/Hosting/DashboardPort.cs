using System.Net;
using System.Net.Sockets;

namespace Offboarding.Local.Hosting;

/// <summary>Where the dashboard listens: always 127.0.0.1, so that nobody else on the network sees the demo.</summary>
internal static class DashboardPort
{
    public const int Usual = 5080;

    /// <summary>The port that was asked for, or the usual one, or any free one.</summary>
    public static int Choose(int? asked)
    {
        if (asked is { } port)
            return IsFree(port) ? port : throw new LocalProblem($"port {port} is taken or not allowed; choose another with --port.");
        return IsFree(Usual) ? Usual : Free();
    }

    private static bool IsFree(int port)
    {
        try
        {
            using var listener = new TcpListener(IPAddress.Loopback, port);
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private static int Free()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
