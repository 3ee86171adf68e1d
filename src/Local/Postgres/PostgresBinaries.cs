using System.Globalization;
using System.Text.RegularExpressions;

namespace Offboarding.Local.Postgres;

/// <summary>A folder with initdb, pg_ctl and postgres.</summary>
internal sealed partial record PostgresBinaries(string Folder, int Major)
{
    /// <summary>The oldest version the migrations and statements are tested with.</summary>
    public const int OldestMajor = 15;

    private static readonly string[] Needed = ["initdb", "pg_ctl", "postgres"];

    public string Initdb => Program(Folder, "initdb");

    public string PgCtl => Program(Folder, "pg_ctl");

    /// <summary>Null where one of the three programs is missing (a client package) or does not start.</summary>
    public static async Task<PostgresBinaries?> InspectAsync(string folder, CancellationToken cancellationToken)
    {
        if (!Array.TrueForAll(Needed, program => File.Exists(Program(folder, program))))
            return null;
        ProgramResult version = await Processes.RunAsync([Program(folder, "postgres"), "--version"], folder, cancellationToken);
        Match match = MajorVersion().Match(version.Output);
        return version.Ok && match.Success
            ? new PostgresBinaries(folder, int.Parse(match.Groups["major"].ValueSpan, CultureInfo.InvariantCulture))
            : null;
    }

    private static string Program(string folder, string name) =>
        Path.Combine(folder, OperatingSystem.IsWindows() ? name + ".exe" : name);

    [GeneratedRegex(@"\(PostgreSQL\) (?<major>\d+)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex MajorVersion();
}
