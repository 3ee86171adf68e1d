using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Offboarding.Worker;

namespace Offboarding.Integration.Tests.Harness;

/// <summary>The real worker in this process, with its real login, on the real broker; only its patience is shorter.</summary>
public sealed class WorkerHost : IAsyncDisposable
{
    private static readonly Dictionary<string, string?> Impatient = new()
    {
        ["Steps:SweepEvery"] = "00:00:00.250",
        ["Steps:FirstRetryAfter"] = "00:00:00.050",
        ["Steps:LongestRetryAfter"] = "00:00:00.200",
        ["Steps:MaxAttempts"] = "3",
        ["Approvals:OverTheBroker"] = "true",
        // Each thread asks PostgreSQL at each poll, and what this worker queues wakes them anyway.
        ["Hangfire:PollEvery"] = "00:00:00.250",
        ["Hangfire:LockoutWorkers"] = "1",
        ["Hangfire:WorkWorkers"] = "2",
        ["Hangfire:ProjectEvery"] = "00:00:00.250",
        ["Hangfire:LookOverEvery"] = "00:00:02",
    };

    private readonly IHost _host;
    private readonly TestLog _log;

    private WorkerHost(IHost host, TestLog log) => (_host, _log) = (host, log);

    /// <summary>For tests of a part that has no door of its own.</summary>
    public IServiceProvider Services => _host.Services;

    /// <summary>Starts a worker and waits until it is ready.</summary>
    /// <param name="database">Its database.</param>
    /// <param name="broker">Its virtual host; null: messages stay in the process.</param>
    /// <param name="settings">Other settings.</param>
    public static async Task<WorkerHost> StartAsync(TestDatabase database, Uri? broker, params (string Key, string Value)[] settings)
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Configuration.AddInMemoryCollection(Impatient);
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["ConnectionStrings:Offboarding"] = database.Worker,
            ["Messaging:Transport"] = broker is null ? "InMemory" : "RabbitMq",
            ["Messaging:RabbitMq"] = broker?.ToString(),
        });
        builder.Configuration.AddInMemoryCollection(settings.ToDictionary(s => s.Key, string? (s) => s.Value));
        builder.Logging.SetMinimumLevel(LogLevel.Information).AddFilter("Microsoft", LogLevel.Warning).AddFilter("MassTransit", LogLevel.Warning)
            .AddFilter("Hangfire", LogLevel.Warning)
            // ReadyAsync asks twenty times a second; its lines would leave no room for those that explain a failure.
            .AddFilter("Microsoft.Extensions.Diagnostics.HealthChecks", LogLevel.None);
        var log = new TestLog();
        builder.Logging.AddProvider(log);
        builder.Logging.AddProvider(new LogLines.Provider());
        builder.AddOffboardingWorker();
        var worker = new WorkerHost(builder.Build(), log);
        await worker._host.StartAsync(TestContext.Current.CancellationToken);
        await worker.ReadyAsync();
        return worker;
    }

    /// <summary>Waits until the health check says ready: the database answers and every queue is being heard.</summary>
    public async Task ReadyAsync()
    {
        HealthCheckService health = Services.GetRequiredService<HealthCheckService>();
        // A broker that is busy with fifty quorum queues may refuse one for a moment; MassTransit then waits longer each time it tries again.
        await Eventually.ValueAsync(
            async () => Described(await health.CheckHealthAsync(TestContext.Current.CancellationToken)),
            described => described.Length == 0,
            "the worker to be ready",
            TimeSpan.FromMinutes(4));

        static string Described(HealthReport report) => report.Status == HealthStatus.Healthy
            ? ""
            : string.Join("; ", report.Entries.Where(e => e.Value.Status != HealthStatus.Healthy).Select(e => $"{e.Key}: {e.Value.Description} {e.Value.Exception?.Message}"));
    }

    /// <summary>For a worker that outlives a test: what it logs from now on is shown with the test that calls this.</summary>
    public void LogForThisTest() => _log.Follow();

    public async ValueTask DisposeAsync()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(15));
        try
        {
            await _host.StopAsync(patience.Token);
        }
        finally
        {
            if (_host is IAsyncDisposable disposable)
            {
                await disposable.DisposeAsync();
            }
        }
    }
}
