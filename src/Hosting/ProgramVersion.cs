using System.Reflection;

namespace Offboarding.Hosting;

/// <summary>The command <c>--version</c> of worker and dashboard.</summary>
public static class ProgramVersion
{
    /// <summary>The version and, after a +, the commit: <c>1.2.3+65413ef...</c>, or <c>1.2.4-alpha.0.7+...</c> seven commits later.</summary>
    public static string Text =>
        Assembly.GetExecutingAssembly().GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";

    /// <returns>The exit code.</returns>
    public static int Print()
    {
        Console.WriteLine(Text);
        return 0;
    }
}
