namespace Offboarding.Testing;

/// <summary>Finds installed programs where the usual packages put them.</summary>
internal static class Programs
{
    private static readonly string Suffix = OperatingSystem.IsWindows() ? ".exe" : "";

    /// <summary>The folder with PostgreSQL's programs: the variable, else the newest installation.</summary>
    public static string PostgresFolder() => Find(
        "OFFBOARDING_POSTGRES_BIN",
        "initdb",
        [
            .. Versions("/usr/lib/postgresql", "bin"), .. Versions("/opt/homebrew/opt", "bin", "postgresql*"),
            .. Versions("/usr/local/opt", "bin", "postgresql*"), .. Versions(@"C:\Program Files\PostgreSQL", "bin"),
        ],
        "Install PostgreSQL 15 or newer (Debian: apt install postgresql)");

    /// <summary>The folder with RabbitMQ's scripts. Debian's wrappers in /usr/sbin want to be root or rabbitmq; these do not.</summary>
    public static string RabbitMqFolder() => Find(
        "OFFBOARDING_RABBITMQ_BIN",
        "rabbitmq-server",
        ["/usr/lib/rabbitmq/bin", "/opt/homebrew/opt/rabbitmq/sbin", "/usr/local/opt/rabbitmq/sbin"],
        "Install RabbitMQ (Debian: apt install rabbitmq-server)");

    /// <summary>PgBouncer; null where it is not installed.</summary>
    public static string? PgBouncer() => new[] { Environment.GetEnvironmentVariable("OFFBOARDING_PGBOUNCER"), "/usr/sbin/pgbouncer", "/usr/bin/pgbouncer" }.FirstOrDefault(File.Exists);

    private static string Find(string variable, string program, IEnumerable<string> folders, string advice)
    {
        string? chosen = Environment.GetEnvironmentVariable(variable);
        string[] path = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        IEnumerable<string> candidates = chosen is null ? folders.Concat(path) : [chosen];
        return candidates.FirstOrDefault(folder => File.Exists(Path.Combine(folder, program + Suffix)))
            ?? throw new InvalidOperationException(
                $"{program} was not found{(chosen is null ? "" : $" in {chosen}")}. {advice}, or set {variable} to the folder it is in.");
    }

    private static IEnumerable<string> Versions(string root, string bin, string pattern = "*") => Directory.Exists(root)
        ? Directory.EnumerateDirectories(root, pattern)
            .OrderByDescending(folder => int.TryParse(string.Concat(Path.GetFileName(folder).Where(char.IsAsciiDigit)), out int version) ? version : 0)
            .Select(folder => Path.Combine(folder, bin))
        : [];
}
