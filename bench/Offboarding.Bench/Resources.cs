using System.Reflection;

namespace Offboarding.Bench;

/// <summary>Statements and scripts are files of their own, embedded under their file name.</summary>
internal static class Resources
{
    public static string Read(string fileName)
    {
        using Stream stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(fileName)
            ?? throw new InvalidOperationException($"Nothing is embedded under the name '{fileName}'.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
