using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Offboarding.Testing;

/// <summary>
/// A temporary folder in which one private server lives, and the user it runs as: <c>nobody</c> when the tests run as root,
/// because PostgreSQL refuses root and a broker has no business with it.
/// </summary>
internal sealed class ServerFolder
{
    private const string Nobody = "65534";

    /// <summary>Where Linux keeps files in memory. Each test has a database of 700 files and a broker's queues of its own.</summary>
    private const string InMemory = "/dev/shm";

    /// <summary>Two servers of a suite need about 1 GB there at most; a container often has 64 MB.</summary>
    private const long EnoughMemory = 4L << 30;

    private ServerFolder(string path) => Path = path;

    public string Path { get; }

    private static bool DropsRoot => OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess;

    /// <summary>Makes the folder, in memory where there is room.</summary>
    /// <param name="prefix">What its name begins with.</param>
    /// <param name="durable">On a disk in any case.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<ServerFolder> CreateAsync(string prefix, bool durable, CancellationToken cancellationToken)
    {
        var folder = new ServerFolder(
            !durable && Directory.Exists(InMemory) && new DriveInfo(InMemory).AvailableFreeSpace >= EnoughMemory
                ? Directory.CreateDirectory(System.IO.Path.Combine(InMemory, $"{prefix}{Guid.NewGuid():n}")).FullName
                : Directory.CreateTempSubdirectory(prefix).FullName);
        if (DropsRoot)
        {
            await RunAsync(["chown", $"{Nobody}:{Nobody}", folder.Path], cancellationToken);
        }

        return folder;
    }

    /// <summary>A port that nobody listens on now. Another process may take it first, so a server that cannot listen is started again.</summary>
    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>The command as it has to be started so that it runs as the right user.</summary>
    public static string[] AsServerUser(params string[] command) => DropsRoot
        ? ["setpriv", $"--reuid={Nobody}", $"--regid={Nobody}", "--clear-groups", "--", .. command]
        : command;

    /// <summary>Runs a command to its end.</summary>
    /// <exception cref="InvalidOperationException">It failed; the message has what it wrote.</exception>
    public static async Task RunAsync(string[] command, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(command[0], command[1..])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using Process process = Process.Start(start) ?? throw new InvalidOperationException($"{command[0]} did not start.");
        Task<string> output = process.StandardOutput.ReadToEndAsync(cancellationToken);
        Task<string> error = process.StandardError.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{string.Join(' ', command)} ended with {process.ExitCode}: {await error}{await output}");
        }
    }

    public string File(string name) => System.IO.Path.Combine(Path, name);

    /// <summary>Writes a file that nobody but the server may read.</summary>
    public async Task WriteSecretAsync(string name, string text, CancellationToken cancellationToken)
    {
        await System.IO.File.WriteAllTextAsync(File(name), text, cancellationToken);
        if (!OperatingSystem.IsWindows())
        {
            System.IO.File.SetUnixFileMode(File(name), UnixFileMode.UserRead);
        }

        if (DropsRoot)
        {
            await RunAsync(["chown", $"{Nobody}:{Nobody}", File(name)], cancellationToken);
        }
    }

    public void Delete()
    {
        try
        {
            Directory.Delete(Path, recursive: true);
        }
        catch (DirectoryNotFoundException)
        {
            // The guard was faster.
        }
    }
}
