using System.Reflection;

namespace Offboarding.Testing;

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
