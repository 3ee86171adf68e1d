using System.Globalization;
using System.Security.Cryptography;
using Offboarding.Local.Postgres;

namespace Offboarding.Local.Folder;

/// <summary>
/// Everything Local keeps: database, downloads, passwords, log. One process at a time may use it; the lock is the system's, so
/// it is gone with the process that held it, however that ended.
/// </summary>
internal sealed class DataFolder : IDisposable
{
    /// <summary>Where to go when PostgreSQL has to run as another user, who cannot reach the home of this one.</summary>
    public const string SharedDefault = "/var/tmp/offboarding-local";

    private readonly FileStream _lock;

    private DataFolder(string path, FileStream @lock)
    {
        Path = path;
        _lock = @lock;
    }

    public string Path { get; }

    public string LogFile => System.IO.Path.Combine(Path, "local.log");

    public string Packages => System.IO.Path.Combine(Path, "packages");

    /// <summary>The keys of the dashboard's cookies: who is signed in stays so over a restart.</summary>
    public string Keys()
    {
        string keys = System.IO.Path.Combine(Path, "keys");
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(keys);
        else
            Directory.CreateDirectory(keys, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return keys;
    }

    /// <summary>The database of one major version; a newer PostgreSQL starts with a folder of its own.</summary>
    public string Cluster(int major) => System.IO.Path.Combine(Path, $"postgres-{major}");

    /// <summary>Opens and locks the folder, making it if needed.</summary>
    /// <param name="chosen">Absent: a folder of the user.</param>
    /// <param name="server">The user PostgreSQL runs as; null: this one, or no server of ours at all.</param>
    /// <param name="cancellationToken">Ctrl-C.</param>
    public static async Task<DataFolder> OpenAsync(string? chosen, ServerUser? server, CancellationToken cancellationToken)
    {
        string path = chosen is null ? Default(server) : System.IO.Path.GetFullPath(chosen);
        try
        {
            Directory.CreateDirectory(path);
            if (path == SharedDefault && !await FolderAccess.IsOwnedByRootAsync(path, cancellationToken))
                throw new LocalProblem($"{path} belongs to another user; choose a folder with --data.");
            if (server is not null)
                FolderAccess.RequireReachable(path, server);
            return new DataFolder(path, Lock(path));
        }
        catch (Exception e) when (e is UnauthorizedAccessException or IOException)
        {
            throw new LocalProblem($"cannot write to the data folder {path} ({e.Message}); choose another with --data.", e);
        }
    }

    /// <summary>A random password that stays the same for this folder; readable for this user only.</summary>
    public string Password(string name)
    {
        string file = System.IO.Path.Combine(Path, name + ".password");
        if (!File.Exists(file))
            PrivateFile.Write(file, RandomNumberGenerator.GetHexString(40, lowercase: true));
        return File.ReadAllText(file);
    }

    /// <summary>The databases that are here, of all versions, finished or not. Nothing else in the folder is ours to delete.</summary>
    public IReadOnlyList<string> Clusters() =>
    [
        .. Directory.EnumerateDirectories(Path, "postgres-*").Where(static folder =>
            folder.EndsWith(".new", StringComparison.Ordinal) || File.Exists(System.IO.Path.Combine(folder, "PG_VERSION"))),
    ];

    public void Dispose() => _lock.Dispose();

    /// <summary>Whether a process has it open.</summary>
    public static bool IsInUse(string path)
    {
        try
        {
            using var free = new FileStream(LockFile(path), FileMode.Open, FileAccess.ReadWrite, FileShare.None);
            return false;
        }
        catch (FileNotFoundException)
        {
            return false;
        }
        catch (IOException)
        {
            return true;
        }
    }

    private static string LockFile(string path) => System.IO.Path.Combine(path, "local.lock");

    private static FileStream Lock(string path)
    {
        string file = LockFile(path);
        string holder = System.IO.Path.Combine(path, "local.pid");
        try
        {
            var stream = new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            File.WriteAllText(holder, Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
            return stream;
        }
        catch (IOException e) when (File.Exists(holder))
        {
            throw new LocalProblem(
                $"another Offboarding.Local (process {File.ReadAllText(holder)}) uses {path}; stop it, or choose another folder with --data.", e);
        }
    }

    /// <summary>Where it is if nobody says where.</summary>
    public static string Default(ServerUser? server)
    {
        string root = Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify);
        string path = System.IO.Path.Combine(root, "offboarding-local");
        if (server is not null && !FolderAccess.IsReachable(path))
            return SharedDefault;
        return root.Length > 0 ? path : throw new LocalProblem("this user has no home folder; choose a data folder with --data.");
    }
}

/// <summary>A file that only this user can read, from its first byte on.</summary>
internal static class PrivateFile
{
    public static void Write(string file, string content)
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using var writer = new StreamWriter(file, options);
        writer.Write(content);
    }
}
