using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace Offboarding.Testing;

/// <summary>One running server. It never outlives this process: see <c>guard-server.sh</c>.</summary>
internal sealed class ServerProcess
{
    private readonly Process _process;
    private readonly ServerFolder _folder;
    private readonly string _log;
    private readonly int _serverId;

    private ServerProcess(Process process, ServerFolder folder, string log, int serverId)
    {
        (_process, _folder, _log, _serverId) = (process, folder, log, serverId);
        if (OperatingSystem.IsWindows())
        {
            AppDomain.CurrentDomain.ProcessExit += (_, _) => KillTree();
        }
    }

    public bool HasExited => _process.HasExited;

    /// <summary>The end of what the server wrote, for the message of a failed start.</summary>
    public string LogTail => File.Exists(_log) ? string.Join('\n', File.ReadLines(_log).TakeLast(20)) : "";

    /// <summary>Starts a server.</summary>
    /// <param name="folder">Removed when the process ends without <see cref="AbandonAsync"/> having been called.</param>
    /// <param name="name">Names the log file.</param>
    /// <param name="finalSignal">Ends the server for good, its data with it: the quickest one that leaves nothing behind.</param>
    /// <param name="environment">In addition to ours.</param>
    /// <param name="command">In the foreground, with its arguments.</param>
    public static async Task<ServerProcess> StartAsync(
        ServerFolder folder, string name, string finalSignal, IReadOnlyDictionary<string, string> environment, params string[] command)
    {
        string logFile = folder.File($"{name}.log");
        string[] started = OperatingSystem.IsWindows()
            ? command
            : ["sh", "-c", Resources.Read("guard-server.sh"), "guard", folder.Path, logFile, finalSignal, .. ServerFolder.AsServerUser(command)];
        var start = new ProcessStartInfo(started[0], started[1..])
        {
            UseShellExecute = false,
            WorkingDirectory = folder.Path,
            RedirectStandardInput = true,
            RedirectStandardOutput = !OperatingSystem.IsWindows(),
        };
        foreach ((string key, string value) in environment)
        {
            start.Environment[key] = value;
        }

        Process guard = Process.Start(start) ?? throw new InvalidOperationException($"{command[0]} did not start.");
        int id = OperatingSystem.IsWindows()
            ? guard.Id
            : int.Parse(await guard.StandardOutput.ReadLineAsync() ?? "", CultureInfo.InvariantCulture);
        return new ServerProcess(guard, folder, logFile, id);
    }

    /// <summary>Ends the server and leaves its data.</summary>
    public async Task EndAsync(Signal signal)
    {
        if (OperatingSystem.IsWindows())
        {
            KillTree();
        }
        else if (!_process.HasExited)
        {
            _ = Send(_serverId, (int)signal);
        }

        await WaitAsync();
    }

    /// <summary>Ends the server and removes its folder.</summary>
    public async Task AbandonAsync()
    {
        if (OperatingSystem.IsWindows())
        {
            KillTree();
        }
        else
        {
            _process.StandardInput.Close();
        }

        await WaitAsync();
        _process.Dispose();
        _folder.Delete();
    }

    private async Task WaitAsync()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        try
        {
            await _process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            if (!OperatingSystem.IsWindows())
            {
                _ = Send(_serverId, (int)Signal.Kill);
            }

            await _process.WaitForExitAsync(CancellationToken.None);
        }
    }

    private void KillTree()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
        }
    }

    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Send(int processId, int signal);
}
