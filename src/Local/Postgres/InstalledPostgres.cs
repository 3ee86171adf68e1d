using System.Globalization;

namespace Offboarding.Local.Postgres;

/// <summary>Looks for PostgreSQL on this machine, where the usual packages of each system put it.</summary>
internal static class InstalledPostgres
{
    /// <summary>Names a folder with initdb, pg_ctl and postgres; nothing else is looked at then.</summary>
    public const string FolderVariable = "OFFBOARDING_POSTGRES_BIN";

    /// <summary>The first that is new enough, or null.</summary>
    public static async Task<PostgresBinaries?> FindAsync(CancellationToken cancellationToken)
    {
        if (Environment.GetEnvironmentVariable(FolderVariable) is { Length: > 0 } folder)
        {
            PostgresBinaries? named = await PostgresBinaries.InspectAsync(folder, cancellationToken);
            return named is { Major: >= PostgresBinaries.OldestMajor }
                ? named
                : throw new LocalProblem(
                    $"{FolderVariable} is {folder}, which holds no PostgreSQL of version {PostgresBinaries.OldestMajor} or newer "
                    + "(initdb, pg_ctl and postgres).");
        }
        foreach (string candidate in Candidates())
        {
            if (await PostgresBinaries.InspectAsync(candidate, cancellationToken) is { Major: >= PostgresBinaries.OldestMajor } found)
                return found;
        }
        return null;
    }

    private static IEnumerable<string> Candidates()
    {
        IEnumerable<string> folders =
        [
            .. Newest("/usr/lib/postgresql", "*", "bin"),
            .. Newest("/usr", "pgsql-*", "bin"),
            .. Processes.FindOnPath("pg_ctl") is { } onPath ? [Path.GetDirectoryName(onPath)!] : Array.Empty<string>(),
            .. Newest("/opt/homebrew/opt", "postgresql@*", "bin"),
            .. Newest("/usr/local/opt", "postgresql@*", "bin"),
            .. Newest(Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.ProgramFiles), "PostgreSQL"), "*", "bin"),
        ];
        return folders.Distinct(StringComparer.Ordinal);
    }

    private static IEnumerable<string> Newest(string root, string pattern, string below) =>
        !Directory.Exists(root) ? [] : Directory.EnumerateDirectories(root, pattern)
            .OrderByDescending(static folder => VersionIn(Path.GetFileName(folder)))
            .Select(folder => Path.Combine(folder, below));

    private static int VersionIn(string name) =>
        int.TryParse(new string([.. name.Where(char.IsAsciiDigit)]), CultureInfo.InvariantCulture, out int version) ? version : 0;
}
