using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Offboarding.Bench.Servers;

/// <summary>The worker as it is deployed: a process of its own, so that its memory and its CPU are its own.</summary>
internal sealed class WorkerProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Process _guard;
    private readonly string _log;

    private static string Dotnet => Environment.ProcessPath is { } host && Path.GetFileNameWithoutExtension(host) == "dotnet" ? host : "dotnet";

    private WorkerProcess(Process guard, string log, int id, Uri address) => (_guard, _log, Id, Address) = (guard, log, id, address);

    /// <summary>Where its health checks and metrics are.</summary>
    public Uri Address { get; }

    /// <summary>The worker's own process id.</summary>
    public int Id { get; }

    /// <summary>CPU time the worker has used so far, all threads.</summary>
    public TimeSpan CpuTime
    {
        get
        {
            using Process process = Process.GetProcessById(Id);
            return process.TotalProcessorTime;
        }
    }

    /// <summary>Starts a worker and waits until its bus is ready.</summary>
    /// <param name="database">Where it signs in with its own login.</param>
    /// <param name="broker">The virtual host.</param>
    /// <param name="settings">Further settings, <c>Steps:BatchSize=500</c>.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <param name="build">The folder of another build's worker; null: ours.</param>
    public static async Task<WorkerProcess> StartAsync(
        BenchDatabase database, Uri broker, IReadOnlyList<string> settings, CancellationToken cancellationToken, string? build = null)
    {
        build ??= AppContext.BaseDirectory;
        string url = $"http://127.0.0.1:{FreePort()}";
        string log = Path.Combine(Path.GetTempPath(), $"offboarding-bench-worker-{Guid.NewGuid():n}.log");
        var start = new ProcessStartInfo("sh")
        {
            WorkingDirectory = build,
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            Environment =
            {
                ["ConnectionStrings__Offboarding"] = database.Worker,
                ["Messaging__RabbitMq"] = broker.ToString(),
                ["Urls"] = url,
                ["Logging__LogLevel__Default"] = "Warning",
            },
        };
        string[] command = [Dotnet, Path.Combine(build, "Offboarding.Worker.dll"), .. settings.Select(s => $"--{s}")];
        foreach (string argument in new[] { "-c", Resources.Read("guard-worker.sh"), "guard", log }.Concat(command))
        {
            start.ArgumentList.Add(argument);
        }

        Process guard = Process.Start(start) ?? throw new InvalidOperationException("The worker did not start.");
        int id = int.Parse(await guard.StandardOutput.ReadLineAsync(cancellationToken) ?? "", CultureInfo.InvariantCulture);
        var worker = new WorkerProcess(guard, log, id, new Uri(url));
        try
        {
            await worker.ReadyAsync(new Uri($"{url}/health/ready"), cancellationToken);
            return worker;
        }
        catch
        {
            await worker.DisposeAsync();
            throw;
        }
    }

    /// <summary>Migrates a database with the worker of a build.</summary>
    /// <param name="build">Its folder.</param>
    /// <param name="owner">The connection string.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <param name="heard">Is told each line it says, at once.</param>
    public static async Task MigrateAsync(string build, string owner, CancellationToken cancellationToken, Action<string>? heard = null)
    {
        using Process migration = Process.Start(new ProcessStartInfo(Dotnet, [Path.Combine(build, "Offboarding.Worker.dll"), "migrate"])
        {
            WorkingDirectory = build,
            UseShellExecute = false,
            RedirectStandardOutput = true,
            Environment = { ["ConnectionStrings__Owner"] = owner },
        }) ?? throw new InvalidOperationException("The migration did not start.");
        var said = new List<string>();
        while (await migration.StandardOutput.ReadLineAsync(cancellationToken) is { } line)
        {
            said.Add(line);
            heard?.Invoke(line);
        }

        await migration.WaitForExitAsync(cancellationToken);
        if (migration.ExitCode != 0)
        {
            throw new InvalidOperationException($"The worker in {build} did not migrate the database: {string.Join(Environment.NewLine, said)}");
        }
    }

    public async ValueTask DisposeAsync()
    {
        _guard.StandardInput.Close();
        await _guard.WaitForExitAsync();
        _guard.Dispose();
        File.Delete(_log);
    }

    /// <summary>What the worker has to say that is worse than information.</summary>
    public string[] ReadLog() => File.Exists(_log) ? File.ReadAllLines(_log) : [];

    private async Task ReadyAsync(Uri health, CancellationToken cancellationToken)
    {
        using var http = new HttpClient();
        for (long begin = Stopwatch.GetTimestamp(); ;)
        {
            try
            {
                using HttpResponseMessage answer = await http.GetAsync(health, cancellationToken);
                if (answer.IsSuccessStatusCode)
                {
                    return;
                }
            }
            catch (HttpRequestException) when (!_guard.HasExited)
            {
                // Not listening yet.
            }

            if (_guard.HasExited || Stopwatch.GetElapsedTime(begin) > Patience)
            {
                throw new InvalidOperationException($"The worker did not get ready:\n{string.Join('\n', ReadLog().TakeLast(20))}");
            }

            await Task.Delay(50, cancellationToken);
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
