using System.Reflection;
using Offboarding.Hosting;

namespace Offboarding.Local;

/// <summary>The statements of this project by name (<see cref="NamedStatements"/>), and its other files.</summary>
internal static class EmbeddedSql
{
    private static readonly NamedStatements All = NamedStatements.Of(Assembly.GetExecutingAssembly());

    public static string Read(string name) => All[name];

    public static string File(string fileName) => EmbeddedFile.Read(Assembly.GetExecutingAssembly(), fileName);
}
