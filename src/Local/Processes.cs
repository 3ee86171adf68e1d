using System.Diagnostics;

namespace Offboarding.Local;

/// <summary>Runs the programs Local needs (initdb, pg_ctl, npm, chown) and hears what they say.</summary>
internal static class Processes
{
    /// <summary>Runs to the end. Cancelling kills the program.</summary>
    /// <param name="commandLine">Program and arguments; nothing is quoted by a shell.</param>
    /// <param name="workingFolder">Must be reachable for the user the program runs as.</param>
    /// <param name="cancellationToken">Kills the program.</param>
    /// <param name="quiet">
    /// Does not listen to the program: for one that leaves a server behind, whose open output would be waited for on Windows.
    /// </param>
    public static async Task<ProgramResult> RunAsync(
        IReadOnlyList<string> commandLine, string workingFolder, CancellationToken cancellationToken, bool quiet = false)
    {
        bool listen = !quiet || !OperatingSystem.IsWindows();
        var start = new ProcessStartInfo(commandLine[0], commandLine.Skip(1))
        {
            WorkingDirectory = workingFolder,
            RedirectStandardOutput = listen,
            RedirectStandardError = listen,
            RedirectStandardInput = true,
            UseShellExecute = false,
            Environment = { ["LC_ALL"] = "C" },
        };
        // Elsewhere pg_ctl takes the server out of the terminal's group; here Ctrl-C would stop it first, under a worker that still writes.
        if (quiet && OperatingSystem.IsWindows())
            start.CreateNewProcessGroup = true;
        using Process process = Process.Start(start)!;
        process.StandardInput.Close();
        Task<string> output = listen ? process.StandardOutput.ReadToEndAsync(CancellationToken.None) : Task.FromResult("");
        Task<string> error = listen ? process.StandardError.ReadToEndAsync(CancellationToken.None) : Task.FromResult("");
        try
        {
            await process.WaitForExitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
        return new ProgramResult(process.ExitCode, (await output).Trim(), (await error).Trim());
    }

    /// <summary>The full path of a program on the PATH, or null.</summary>
    public static string? FindOnPath(string program)
    {
        string[] endings = OperatingSystem.IsWindows() ? [".exe", ".cmd"] : [""];
        return (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .SelectMany(folder => endings.Select(ending => Path.Combine(folder, program + ending)))
            .FirstOrDefault(File.Exists);
    }
}

/// <summary>How a program ended.</summary>
internal sealed record ProgramResult(int ExitCode, string Output, string Error)
{
    public bool Ok => ExitCode == 0;

    /// <summary>The last line it said, for a message of one line.</summary>
    public string LastWord => (Error.Length > 0 ? Error : Output).Split('\n')[^1].Trim();
}
