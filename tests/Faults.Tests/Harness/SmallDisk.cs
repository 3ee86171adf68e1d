using System.Diagnostics;

namespace Offboarding.Faults.Tests.Harness;

/// <summary>A small disk in memory for a server's files, which can be filled to its last byte. To mount it takes Linux and root.</summary>
public sealed class SmallDisk : IAsyncDisposable
{
    private SmallDisk(string path) => Path = path;

    public static bool IsPossible => OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess;

    public string Path { get; }

    private string Filler => System.IO.Path.Combine(Path, "everything");

    /// <summary>Mounts it for the user the tests' servers run as.</summary>
    public static async Task<SmallDisk> MountAsync(int megabytes)
    {
        var disk = new SmallDisk(Directory.CreateTempSubdirectory("offboarding-disk-").FullName);
        await RunAsync("mount", "-t", "tmpfs", "-o", $"size={megabytes}m,uid=65534,gid=65534,mode=700", "tmpfs", disk.Path);
        return disk;
    }

    /// <summary>Takes all that is free.</summary>
    public void Fill()
    {
        using FileStream file = File.Create(Filler, bufferSize: 0);
        try
        {
            while (true)
            {
                file.Write(new byte[4096]);
            }
        }
        catch (IOException)
        {
            // Full.
        }
    }

    /// <summary>Gives it back.</summary>
    public void Free() => File.Delete(Filler);

    public async ValueTask DisposeAsync()
    {
        await RunAsync("umount", "--lazy", Path);
        Directory.Delete(Path);
    }

    private static async Task RunAsync(string program, params string[] arguments)
    {
        using Process process = Process.Start(program, arguments);
        await process.WaitForExitAsync();
        process.ExitCode.ShouldBe(0, program);
    }
}
