using System.Collections.Concurrent;
using System.Reflection;
using Offboarding.Dashboard.Security;
using Offboarding.Hosting;

namespace Offboarding.Dashboard.Queries;

/// <summary>The statements of the dashboard by name (<see cref="NamedStatements"/>).</summary>
internal static class Sql
{
    private static readonly ConcurrentDictionary<string, string> Limited = new();

    /// <summary>All statements; reading them checks names and parameters.</summary>
    public static NamedStatements All { get; } = NamedStatements.Of(Assembly.GetExecutingAssembly());

    /// <summary>
    /// The text of a statement, for example <c>list-cases</c>. For who is limited to some workspaces it asks the views that know no others; those that
    /// know all would refuse it.
    /// </summary>
    public static string Read(string name) => WorkspaceLimit.Current is { IsLimited: true }
        ? Limited.GetOrAdd(name, static name => All[name].Replace("dashboard.", "dashboard_limited.", StringComparison.Ordinal))
        : All[name];
}
