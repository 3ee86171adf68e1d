using System.Collections.Concurrent;
using System.Reflection;
using Offboarding.Dashboard.Security;

namespace Offboarding.Dashboard.Queries;

/// <summary>Statements live in <c>.sql</c> files and are embedded under their file name.</summary>
internal static class Sql
{
    private static readonly ConcurrentDictionary<string, string> Cache = new();
    private static readonly ConcurrentDictionary<string, string> Limited = new();

    /// <summary>
    /// The text of a statement, for example <c>list-cases.sql</c>. For who is limited to some workspaces it asks the views that know no others; those that
    /// know all would refuse it.
    /// </summary>
    public static string Read(string fileName) => WorkspaceLimit.Current is { IsLimited: true }
        ? Limited.GetOrAdd(fileName, static name => ReadAll(name).Replace("dashboard.", "dashboard_limited.", StringComparison.Ordinal))
        : ReadAll(fileName);

    private static string ReadAll(string fileName) => Cache.GetOrAdd(fileName, static name =>
    {
        using Stream stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"No statement is embedded under the name '{name}'.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    });
}
