using System.Runtime.Versioning;
using Offboarding.Local.Postgres;

namespace Offboarding.Local.Folder;

/// <summary>Whether the user PostgreSQL runs as can get to a folder.</summary>
internal static class FolderAccess
{
    /// <summary>Whether every folder above, as far as it exists, lets everybody through.</summary>
    public static bool IsReachable(string path) => OperatingSystem.IsWindows() || Blocker(path) is null;

    public static void RequireReachable(string path, ServerUser server)
    {
        if (!OperatingSystem.IsWindows() && Blocker(path) is { } blocker)
            throw new LocalProblem(
                $"PostgreSQL refuses to run as root and runs as '{server.Name}', who cannot pass {blocker}; "
                + $"choose a data folder everybody can reach, for example --data {DataFolder.SharedDefault}.");
    }

    /// <summary>Lets the user PostgreSQL runs as pass, whatever the umask was.</summary>
    public static void MakeReachable(params IEnumerable<string> folders)
    {
        if (OperatingSystem.IsWindows())
            return;
        const UnixFileMode everybody = UnixFileMode.OtherExecute | UnixFileMode.OtherRead;
        foreach (string folder in folders)
            File.SetUnixFileMode(folder, File.GetUnixFileMode(folder) | everybody);
    }

    /// <summary>
    /// Whether root made the folder. Under /var/tmp anybody may have made it first, with links in it that root would follow.
    /// </summary>
    public static async Task<bool> IsOwnedByRootAsync(string path, CancellationToken cancellationToken) =>
        new DirectoryInfo(path).LinkTarget is null
        && await Processes.RunAsync(["stat", "-c", "%u", path], "/", cancellationToken) is { Ok: true, Output: "0" };

    [UnsupportedOSPlatform("windows")]
    private static string? Blocker(string path)
    {
        for (DirectoryInfo? folder = new(path); folder is not null; folder = folder.Parent)
        {
            if (folder.Exists && !folder.UnixFileMode.HasFlag(UnixFileMode.OtherExecute))
                return folder.FullName;
        }
        return null;
    }
}
