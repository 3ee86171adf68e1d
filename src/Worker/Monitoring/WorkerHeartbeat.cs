using System.Text.Json;
using Dapper;
using Npgsql;
using Offboarding.Hosting;
using Offboarding.Telemetry;
using Offboarding.Worker.Infrastructure.Database;
using Offboarding.Worker.Infrastructure.Messaging;
using Offboarding.Worker.Infrastructure.Telemetry;
using Offboarding.Worker.Steps;

namespace Offboarding.Worker.Monitoring;

/// <summary>Says every two seconds that this process lives, whether it reaches the broker and what it works on, for the dashboard.</summary>
internal sealed class WorkerHeartbeat(NpgsqlDataSource database, BrokerState broker, RunningSteps work, ILogger<WorkerHeartbeat> log) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(2);
    private const int MostShown = 50;

    private readonly Guid _id = Guid.NewGuid();

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        string? before = null;
        var outage = new Outage();
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                before = await BeatAsync(before, stoppingToken);
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

    private async Task<string> BeatAsync(string? before, CancellationToken cancellationToken)
    {
        (string state, string? error) = broker.Described;
        // The first look comes before the bus has started; only a change is news.
        if (state != before && (error is null || before is not null))
        {
            log.Log(error is null ? LogLevel.Information : LogLevel.Warning, "The broker is {State}", error is null ? state : $"{state}: {error}");
        }

        await using NpgsqlConnection connection = await database.OpenConnectionAsync(cancellationToken);
        await connection.ExecuteAsync(new CommandDefinition(
            Sql.Read("worker-heartbeat"),
            new
            {
                id = _id,
                host = Environment.MachineName,
                processId = Environment.ProcessId,
                version = ProgramVersion.Text,
                broker = state,
                error,
                doing = JsonSerializer.Serialize(
                    work.Now.Take(MostShown).Select(w => new { caseId = w.Step.OffboardingId, step = w.Step.Step, since = w.Since }), JsonSerializerOptions.Web),
            },
            cancellationToken: cancellationToken));
        return state;
    }

    private async Task SignOffAsync()
    {
        try
        {
            await using NpgsqlConnection connection = await database.OpenConnectionAsync(CancellationToken.None);
            await connection.ExecuteAsync(Sql.Read("worker-gone"), new { id = _id });
        }
        catch (NpgsqlException error)
        {
            log.LogInformation("Not signed off ({Error}); the dashboard will see the heartbeat stop", SafeError.Of(error));
        }
    }
}
