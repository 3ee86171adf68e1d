using System.Collections.Concurrent;
using System.Reflection;

namespace Offboarding.Worker.Infrastructure.Database;

/// <summary>Statements live in <c>.sql</c> files next to the code that uses them and are embedded under their file name.</summary>
public static class Sql
{
    private static readonly ConcurrentDictionary<string, string> Cache = new();

    /// <summary>The text of a statement.</summary>
    /// <param name="fileName">For example <c>reassign-conversations.sql</c>.</param>
    public static string Read(string fileName) => Cache.GetOrAdd(fileName, static name =>
    {
        using Stream stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"No statement is embedded under the name '{name}'.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    });
}
