using System.Reflection;

namespace Offboarding.Local;

/// <summary>The <c>.sql</c> files of this project, embedded under their file name.</summary>
internal static class EmbeddedSql
{
    public static string Read(string fileName)
    {
        using Stream stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(fileName)
            ?? throw new InvalidOperationException($"No statement is embedded under the name '{fileName}'.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
