using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Offboarding.Local.Tests;

/// <summary>Offboarding.Local as a process of its own, as a person starts it.</summary>
internal sealed partial class LocalProgram : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(6);

    private readonly Process _process;
    private readonly ConcurrentQueue<string> _lines = new();
    private readonly SemaphoreSlim _spoke = new(0);

    private LocalProgram(Process process)
    {
        _process = process;
        process.OutputDataReceived += (_, line) => Heard(line.Data);
        process.ErrorDataReceived += (_, line) => Heard(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public string Output => string.Join('\n', _lines);

    public IReadOnlyList<string> Lines => [.. _lines];

    public int ExitCode => _process.ExitCode;

    public static LocalProgram Start(params string[] arguments)
    {
        string program = Path.Combine(AppContext.BaseDirectory, "Offboarding.Local.dll");
        var start = new ProcessStartInfo("dotnet", [program, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        return new LocalProgram(Process.Start(start)!);
    }

    public async Task HearsAsync(string text)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (!_lines.Any(line => line.Contains(text, StringComparison.Ordinal)))
        {
            if (_process.HasExited && _spoke.CurrentCount == 0)
                throw new InvalidOperationException($"It ended without '{text}':\n{Output}");
            await _spoke.WaitAsync(TimeSpan.FromMilliseconds(200), patience.Token);
        }
    }

    public async Task<int> EndsAsync()
    {
        using var patience = new CancellationTokenSource(Patience);
        await _process.WaitForExitAsync(patience.Token);
        return ExitCode;
    }

    /// <summary>The case that was printed last.</summary>
    public Guid CaseId() => Guid.Parse(_lines.Last(line => line.StartsWith("  case ", StringComparison.Ordinal)).Split(' ')[^1]);

    /// <summary>The newest link that was printed.</summary>
    public Uri SignInLink() => new(_lines.Last(line => line.StartsWith("Dashboard: ", StringComparison.Ordinal)).Split(' ')[1]);

    public void Kill() => _process.Kill();

    /// <summary>What a service manager or <c>kill</c> sends.</summary>
    public async Task TerminateAsync()
    {
        using var kill = Process.Start("kill", ["-TERM", $"{_process.Id}"]);
        await kill.WaitForExitAsync();
    }

    /// <summary>PostgreSQL processes whose command line names the folder.</summary>
    public static IReadOnlyList<int> ServersOn(string folder) =>
    [
        .. Directory.EnumerateDirectories("/proc").Select(Path.GetFileName).Where(name => Number().IsMatch(name!))
            .Where(name => CommandLine(name!) is { } line && line.Contains("postgres", StringComparison.Ordinal) && line.Contains(folder, StringComparison.Ordinal)
                && !line.Contains("Offboarding.Local", StringComparison.Ordinal))
            .Select(int.Parse!),
    ];

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            await TerminateAsync();
            await EndsAsync();
        }
        _process.Dispose();
        _spoke.Dispose();
    }

    private static string? CommandLine(string process)
    {
        try
        {
            return File.ReadAllText($"/proc/{process}/cmdline");
        }
        catch (IOException)
        {
            return null; // Gone since it was listed.
        }
    }

    private void Heard(string? line)
    {
        if (line is null)
            return;
        _lines.Enqueue(line);
        _spoke.Release();
    }

    [GeneratedRegex("^[0-9]+$", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Number();
}
