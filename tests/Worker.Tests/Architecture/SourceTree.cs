namespace Offboarding.Worker.Tests.Architecture;

/// <summary>The source files, read where people edit them.</summary>
internal static class SourceTree
{
    public static string Root { get; } = Find();

    /// <summary>Files below a folder, as paths from the root with forward slashes; nothing that a build wrote.</summary>
    public static IReadOnlyList<string> Files(string folder, string pattern)
    {
        string path = Path.Combine(Root, folder);
        return !Directory.Exists(path) ? [] : [.. Directory.EnumerateFiles(path, pattern, SearchOption.AllDirectories)
            .Select(f => Path.GetRelativePath(Root, f).Replace('\\', '/'))
            .Where(f => !f.Contains("/bin/", StringComparison.Ordinal) && !f.Contains("/obj/", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)];
    }

    public static string Read(string file) => File.ReadAllText(Path.Combine(Root, file));

    private static string Find()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Offboarding.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException($"No Offboarding.sln above {AppContext.BaseDirectory}.");
    }
}
