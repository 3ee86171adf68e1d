namespace Offboarding.Integration.Tests.Harness;

/// <summary>The worker's program as somebody runs it from a shell, until it ends.</summary>
internal static class WorkerProgram
{
    /// <param name="settings">Environment variables, <c>Name=value</c>.</param>
    /// <param name="arguments">The command and its options.</param>
    public static async Task<(int ExitCode, string Output)> RunAsync(string[] settings, params string[] arguments)
    {
        string program = Path.Combine(AppContext.BaseDirectory, "Offboarding.Worker.dll");
        var start = new System.Diagnostics.ProcessStartInfo("dotnet", [program, .. arguments]) { UseShellExecute = false, RedirectStandardError = true, RedirectStandardOutput = true };
        // Nothing of the shell that the tests run in, such as that of a dev container: a test says what is set.
        foreach (string inherited in start.Environment.Keys.Where(static key => key.StartsWith("ConnectionStrings__", StringComparison.OrdinalIgnoreCase)
                     || key.StartsWith("Messaging__", StringComparison.OrdinalIgnoreCase)).ToArray())
        {
            start.Environment.Remove(inherited);
        }

        foreach (string setting in settings)
        {
            string[] parts = setting.Split('=', 2);
            start.Environment[parts[0]] = parts[1];
        }

        using System.Diagnostics.Process process = System.Diagnostics.Process.Start(start)!;
        Task<string> error = process.StandardError.ReadToEndAsync();
        string output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, output + await error);
    }
}
