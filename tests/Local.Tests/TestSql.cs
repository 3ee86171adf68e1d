using System.Reflection;

namespace Offboarding.Local.Tests;

internal static class TestSql
{
    public static string Read(string file)
    {
        using var reader = new StreamReader(Assembly.GetExecutingAssembly().GetManifestResourceStream(file)!);
        return reader.ReadToEnd();
    }
}
