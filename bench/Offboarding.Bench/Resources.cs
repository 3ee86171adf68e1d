using System.Reflection;
using Offboarding.Hosting;

namespace Offboarding.Bench;

/// <summary>Statements and scripts that are embedded in this assembly under their file name.</summary>
internal static class Resources
{
    public static string Read(string fileName) => EmbeddedFile.Read(Assembly.GetExecutingAssembly(), fileName);
}
