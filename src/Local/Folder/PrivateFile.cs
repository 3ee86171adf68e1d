namespace Offboarding.Local.Folder;

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
