using System.Reflection;

namespace Offboarding.Dashboard.Tests.Support;

internal static class Sql
{
    public static string Read(string fileName)
    {
        using Stream stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(fileName)
            ?? throw new InvalidOperationException($"No statement is embedded under the name '{fileName}'.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
