using System.Collections.Concurrent;
using System.Diagnostics;

namespace Offboarding.Integration.Tests.Harness;

/// <summary>The worker as a deployment runs it: a process of its own, that can be killed.</summary>
public sealed class WorkerProcess : IAsyncDisposable
{
    private readonly System.Diagnostics.Process _process;
    private readonly ConcurrentQueue<string> _output = new();
    private readonly string? _test = TestContext.Current.Test?.TestDisplayName;

    private WorkerProcess(System.Diagnostics.Process process)
    {
        _process = process;
        _process.OutputDataReceived += (_, line) => Keep(line.Data);
        _process.ErrorDataReceived += (_, line) => Keep(line.Data);
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>Both streams, as far as they came.</summary>
    public string Output => string.Join('\n', _output);

    public int Id => _process.Id;

    /// <summary>Starts <c>Offboarding.Worker</c> with settings in its environment.</summary>
    public static WorkerProcess Start(string[] arguments, params (string Key, string Value)[] settings) => Start(AppContext.BaseDirectory, arguments, settings);

    /// <summary>Starts the worker that was built into a folder.</summary>
    public static WorkerProcess Start(string folder, string[] arguments, params (string Key, string Value)[] settings)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(folder, "Offboarding.Worker.dll"), .. arguments])
        {
            WorkingDirectory = folder,
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (string inherited in start.Environment.Keys.Where(k => k.Contains("__", StringComparison.Ordinal)).ToList())
        {
            start.Environment.Remove(inherited);
        }

        foreach ((string key, string value) in settings)
        {
            start.Environment[key.Replace(":", "__", StringComparison.Ordinal)] = value;
        }

        return new WorkerProcess(new System.Diagnostics.Process { StartInfo = start });
    }

    /// <summary>Starts a worker on a system's database and broker and waits until it is connected.</summary>
    public static Task<WorkerProcess> StartAsync(TestDatabase database, Uri broker, params (string Key, string Value)[] settings) =>
        ConnectedAsync(Start(database, broker, settings), database);

    /// <summary>Starts a worker on a system's database and broker; <see cref="ConnectedAsync(TestDatabase)"/> waits for it.</summary>
    public static WorkerProcess Start(TestDatabase database, Uri broker, params (string Key, string Value)[] settings) => Start(
        AppContext.BaseDirectory,
        [],
        [.. Address(database, broker), ("Steps:SweepEvery", "00:00:00.100"), ("Steps:StalledAfter", "00:00:02"), ("Hangfire:LookOverEvery", "00:00:02"), .. settings]);

    /// <summary>Starts the worker that an older build left in a folder, which does not know every setting, and waits until it is connected.</summary>
    public static Task<WorkerProcess> StartOldAsync(string folder, TestDatabase database, Uri broker, params (string Key, string Value)[] settings) =>
        ConnectedAsync(Start(folder, [], [.. Address(database, broker), .. settings]), database);

    /// <summary>Waits until it is connected.</summary>
    /// <exception cref="InvalidOperationException">It has ended before; the message has its output.</exception>
    public Task ConnectedAsync(TestDatabase database) => Eventually.TrueAsync(
        async () => _process.HasExited
            ? throw new InvalidOperationException($"The worker did not start:\n{Output}")
            : await database.ReadAsync<bool>("SELECT EXISTS (SELECT FROM offboarding.workers WHERE process_id = @id AND broker = 'connected')", ("id", Id)),
        "the worker to be connected",
        TimeSpan.FromSeconds(90));

    private static (string, string)[] Address(TestDatabase database, Uri broker) =>
        [("ConnectionStrings:Offboarding", database.Worker), ("Messaging:RabbitMq", broker.ToString()), ("Urls", "http://127.0.0.1:0")];

    private static async Task<WorkerProcess> ConnectedAsync(WorkerProcess worker, TestDatabase database)
    {
        try
        {
            await worker.ConnectedAsync(database);
            return worker;
        }
        catch
        {
            await worker.DisposeAsync();
            throw;
        }
    }

    /// <summary><c>kill -9</c>.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    public async Task<int> ExitCodeAsync()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        await _process.WaitForExitAsync(patience.Token);
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
    }

    private void Keep(string? line)
    {
        if (!string.IsNullOrEmpty(line))
        {
            _output.Enqueue(line);
            LogLines.Look(line, _test);
        }
    }
}
