namespace Offboarding.Contracts.Tests;

/// <summary>Files of the source tree. Approved files are read where people edit them, not from a copy beside the binaries.</summary>
internal static class Repository
{
    public static string Root { get; } = Find();

    public static string Approved { get; } = Path.Combine(Root, "tests", "Contracts.Tests", "Approved");

    public static string ReadApproved(string fileName) => Read(Path.Combine(Approved, fileName));

    public static string Read(string path) => File.ReadAllText(Path.Combine(Root, path)).ReplaceLineEndings("\n").TrimEnd('\n');

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
