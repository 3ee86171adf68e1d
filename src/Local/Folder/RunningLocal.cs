using System.Text.Json;
using Offboarding.Local.Postgres;

namespace Offboarding.Local.Folder;

/// <summary>How another process of the same user reaches the Offboarding.Local that runs on a data folder.</summary>
/// <param name="Worker">A member of role offboarding_worker.</param>
/// <param name="Dashboard">A member of role offboarding_dashboard.</param>
internal sealed record RunningLocal(string Worker, string Dashboard)
{
    private const string Name = "running.json";

    /// <summary>Says that it runs, until the result is disposed; readable for this user only, like the passwords beside it.</summary>
    public static IDisposable Announce(DataFolder folder, LocalDatabase database)
    {
        string file = Path.Combine(folder.Path, Name);
        PrivateFile.Write(file, JsonSerializer.Serialize(new RunningLocal(database.Worker, database.Dashboard)));
        return new Announcement(file);
    }

    /// <summary>Finds the one that runs.</summary>
    /// <param name="chosen">Its data folder; absent: the usual one, which for root is another one with a server of ours than with <c>--postgres</c>.</param>
    /// <exception cref="LocalProblem">None runs there.</exception>
    public static RunningLocal Find(string? chosen)
    {
        string[] folders = chosen is null ? [.. Defaults().Distinct()] : [Path.GetFullPath(chosen)];
        // The file alone says little: one that was killed could not delete it, and its lock is gone with it.
        string folder = Array.Find(folders, static folder => File.Exists(Path.Combine(folder, Name)) && DataFolder.IsInUse(folder))
            ?? throw new LocalProblem($"no Offboarding.Local runs on {string.Join(" or ", folders)}; start one in another terminal, or name its folder with --data.");
        return JsonSerializer.Deserialize<RunningLocal>(File.ReadAllText(Path.Combine(folder, Name)))!;
    }

    private static IEnumerable<string> Defaults()
    {
        yield return DataFolder.Default(null);
        if (OperatingSystem.IsLinux())
            yield return DataFolder.Default(ServerUser.ForThisProcess());
    }

    private sealed record Announcement(string File) : IDisposable
    {
        public void Dispose() => System.IO.File.Delete(File);
    }
}
