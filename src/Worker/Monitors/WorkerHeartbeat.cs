using Offboarding.Worker.Telemetry;
using System.Text.Json;
using Dapper;
using MassTransit;
using Npgsql;
using Offboarding.Hosting;
using Offboarding.Telemetry;
using Offboarding.Worker.Persistence;
using Offboarding.Worker.Steps;

namespace Offboarding.Worker.Monitors;

/// <summary>Says every two seconds that this process lives, whether it reaches the broker and what it works on, for the dashboard.</summary>
internal sealed class WorkerHeartbeat(NpgsqlDataSource database, IBusControl bus, WorkInHand work, ILogger<WorkerHeartbeat> log) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(2);
    private const int MostShown = 50;

    private readonly Guid _id = Guid.NewGuid();

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        bool? reachable = null;
        var outage = new Outage();
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                reachable = await BeatAsync(reachable, stoppingToken);
                outage.IsOver();
            }
            catch (Exception error) when (!stoppingToken.IsCancellationRequested)
            {
                log.Log(outage.Failed(), "The heartbeat could not be written: {Error}", SafeError.Of(error));
            }

            await Task.Delay(Every, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        await SignOffAsync();
    }

    private async Task<bool> BeatAsync(bool? before, CancellationToken cancellationToken)
    {
        BusHealthResult health = bus.CheckHealth();
        bool reachable = health.Status == BusHealthStatus.Healthy;
        string? error = reachable ? null : health.Exception?.Message ?? health.Description;
        // The first look comes before the bus has started; only a change is news.
        if (reachable != before && (reachable || before is not null))
        {
            log.Log(reachable ? LogLevel.Information : LogLevel.Warning, "The broker is {State}", reachable ? "connected" : $"not reachable: {error}");
        }

        await using NpgsqlConnection connection = await database.OpenConnectionAsync(cancellationToken);
        await connection.ExecuteAsync(new CommandDefinition(
            Sql.Read("worker-heartbeat.sql"),
            new
            {
                id = _id,
                host = Environment.MachineName,
                processId = Environment.ProcessId,
                version = ProgramVersion.Text,
                broker = reachable ? "connected" : "disconnected",
                error,
                doing = JsonSerializer.Serialize(
                    work.Now.Take(MostShown).Select(w => new { caseId = w.Step.OffboardingId, step = w.Step.Step, since = w.Since }), JsonSerializerOptions.Web),
            },
            cancellationToken: cancellationToken));
        return reachable;
    }

    private async Task SignOffAsync()
    {
        try
        {
            await using NpgsqlConnection connection = await database.OpenConnectionAsync(CancellationToken.None);
            await connection.ExecuteAsync(Sql.Read("worker-gone.sql"), new { id = _id });
        }
        catch (NpgsqlException error)
        {
            log.LogInformation("Not signed off ({Error}); the dashboard will see the heartbeat stop", SafeError.Of(error));
        }
    }
}
