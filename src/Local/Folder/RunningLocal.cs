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
    /// <param name="chosen">Its data folder; absent: the usual one.</param>
    /// <exception cref="LocalProblem">None runs there.</exception>
    public static RunningLocal Find(string? chosen)
    {
        string folder = chosen is null ? DataFolder.Default(ServerUser.ForThisProcess()) : Path.GetFullPath(chosen);
        string file = Path.Combine(folder, Name);
        return File.Exists(file)
            ? JsonSerializer.Deserialize<RunningLocal>(File.ReadAllText(file))!
            : throw new LocalProblem($"no Offboarding.Local runs on {folder}; start one in another terminal, or name its folder with --data.");
    }

    private sealed record Announcement(string File) : IDisposable
    {
        public void Dispose() => System.IO.File.Delete(File);
    }
}
