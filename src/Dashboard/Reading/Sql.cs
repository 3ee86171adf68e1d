using System.Collections.Concurrent;
using System.Reflection;

namespace Offboarding.Dashboard.Reading;

/// <summary>Statements live in <c>.sql</c> files and are embedded under their file name.</summary>
internal static class Sql
{
    private static readonly ConcurrentDictionary<string, string> Cache = new();

    /// <summary>The text of a statement, for example <c>list-cases.sql</c>.</summary>
    public static string Read(string fileName) => Cache.GetOrAdd(fileName, static name =>
    {
        using Stream stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"No statement is embedded under the name '{name}'.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    });
}
