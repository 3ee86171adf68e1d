using Dapper;
using Npgsql;
using Offboarding.Bench.Lockout;
using Offboarding.Bench.Measuring;
using Offboarding.Bench.Servers;
using Offboarding.Bench.Workload;

namespace Offboarding.Bench.Locked;

/// <param name="Leavers">Of one workspace, in each half.</param>
/// <param name="Waiting">Requests for the workspace that is locked.</param>
/// <param name="PerSecond">Requests a second.</param>
internal sealed record LockedOptions(int Leavers, int Waiting, double PerSecond);

/// <summary>
/// From publish to the end of all sessions in one workspace: while nothing else happens, and while somebody holds the row of another workspace for which requests wait
/// (docs/adr/0033).
/// </summary>
internal sealed class LockedScenario(LockedOptions options) : IScenario
{
    private const int WarmUp = 30;
    private const double TargetRatio = 2;

    public string Name => "locked";

    public async Task<ScenarioOutcome> RunAsync(BenchContext context, CancellationToken cancellationToken)
    {
        await using BenchDatabase database = await context.Servers.CreateDatabaseAsync(cancellationToken);
        BenchWorkspace free = BenchWorkspace.OfLeavers(WarmUp + (2 * options.Leavers), 10), locked = BenchWorkspace.OfLeavers(options.Waiting, 10);
        await free.SaveAsync(database, cancellationToken);
        await locked.SaveAsync(database, cancellationToken);
        Machine machine = await Machine.LookAsync(database, cancellationToken);
        Uri broker = await context.Servers.CreateBrokerAsync(cancellationToken);
        await using WorkerProcess worker = await WorkerProcess.StartAsync(database, broker, context.WorkerSettings, cancellationToken);
        await using HrSystem hr = await HrSystem.ConnectAsync(broker, cancellationToken);
        await using SessionsWatch sessions = await SessionsWatch.StartAsync(database, cancellationToken);
        var departures = new Departures(hr, free, options.PerSecond);
        _ = await WaitsAsync(await departures.SendAsync(free.Leavers.Take(WarmUp), cancellationToken));

        Distribution idle = Distribution.Of(await WaitsAsync(await departures.SendAsync(free.Leavers.Skip(WarmUp).Take(options.Leavers), cancellationToken)));
        context.Say($"Idle: {idle}");

        Distribution beside;
        await using (NpgsqlConnection holder = await database.OpenAsync(cancellationToken))
        await using (NpgsqlTransaction transaction = await holder.BeginTransactionAsync(cancellationToken))
        {
            await holder.ExecuteAsync(new CommandDefinition(Resources.Read("hold-workspace.sql"), new { id = locked.Id }, transaction, cancellationToken: cancellationToken));
            await Task.WhenAll(locked.Leavers.Select(l => hr.PublishAsync(locked.Leave(l, 1), cancellationToken).AsTask()));
            beside = Distribution.Of(await WaitsAsync(await departures.SendAsync(free.Leavers.Skip(WarmUp + options.Leavers), cancellationToken)));
        }

        context.Say($"Beside a locked workspace with {options.Waiting} requests: {beside}");
        double ratio = beside.P99 / idle.P99;
        return new ScenarioOutcome(
            machine,
            [
                new("sessions ended after publish, p50", "ms", beside.P50, idle.P50, beside.P50 / idle.P50),
                new("sessions ended after publish, p99", "ms", beside.P99, idle.P99, ratio, $"<= {TargetRatio} x", ratio <= TargetRatio),
                new("sessions ended after publish, worst", "ms", beside.Max, idle.Max, beside.Max / idle.Max),
            ],
            new[] { new { idle, beside } });

        Task<List<double>> WaitsAsync(IEnumerable<Departure> sent) => sessions.WaitsAsync(sent, cancellationToken);
    }
}
