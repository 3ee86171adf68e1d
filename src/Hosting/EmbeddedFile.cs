using System.Reflection;

namespace Offboarding.Hosting;

/// <summary>Reads files that travel inside an assembly.</summary>
public static class EmbeddedFile
{
    /// <exception cref="InvalidOperationException">There is none of that name.</exception>
    public static string Read(Assembly assembly, string name)
    {
        using Stream stream = assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"No file is embedded under the name '{name}'.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
