using Npgsql;
using Offboarding.Bench.Measuring;
using Offboarding.Bench.Results;
using Offboarding.Bench.Servers;
using Offboarding.Bench.Workload;

namespace Offboarding.Bench.Engines;

/// <summary>
/// The same departures with the broker and with Hangfire carrying their steps. Each step has one conversation, session or seat to deal
/// with, so that what is measured is the way to the worker and not the work.
/// </summary>
internal sealed class EnginesScenario(EnginesOptions options) : IScenario
{
    private const int WarmUp = 20;
    private const int Recipients = 5;

    public string Name => "engines";

    public async Task<ScenarioOutcome> RunAsync(BenchContext context, CancellationToken cancellationToken)
    {
        await using BenchDatabase source = await context.Servers.CreateDatabaseAsync(cancellationToken);
        var workspace = new BenchWorkspace
        {
            Moving = 1,
            Total = 1,
            Bulk = BenchWorkspace.NewIds(1),
            Leavers = BenchWorkspace.NewIds(WarmUp + options.Offboardings),
            Each = 1,
        };
        await workspace.SaveAsync(source, cancellationToken);
        Machine machine = await Machine.LookAsync(source, cancellationToken);
        var rounds = new List<Round>();
        for (int number = 1; number <= options.Rounds; number++)
        {
            foreach (string engine in (string[])["Broker", "Hangfire"])
            {
                Round round = await MeasureAsync(context, source, workspace, engine, cancellationToken);
                rounds.Add(round);
                context.Say($"Round {number}, {engine}: {round.JobsPerSecond:F1} jobs/s, {round.CommitsEach:F1} commits and {round.CpuMillisecondsEach:F1} ms of worker CPU each");
            }
        }

        return new ScenarioOutcome(
            machine,
            [
                Side("jobs", "1/s", r => r.JobsPerSecond),
                Side("commits of one job", "", r => r.CommitsEach),
                Side("worker CPU of one job", "ms", r => r.CpuMillisecondsEach),
            ],
            rounds);

        // Ours: Hangfire. The limit beside it: the broker in the same run.
        Figure Side(string name, string unit, Func<Round, double> value)
        {
            double hangfire = Distribution.Median(rounds.Where(r => r.Engine == "Hangfire").Select(value));
            double broker = Distribution.Median(rounds.Where(r => r.Engine == "Broker").Select(value));
            return new Figure($"{name}, Hangfire against the broker", unit, hangfire, broker, hangfire / broker);
        }
    }

    private static async Task<Round> MeasureAsync(
        BenchContext context, BenchDatabase source, BenchWorkspace workspace, string engine, CancellationToken cancellationToken)
    {
        await using BenchDatabase database = await source.CopyAsync(cancellationToken);
        Uri broker = await context.Servers.CreateBrokerAsync(cancellationToken);
        await using WorkerProcess worker = await WorkerProcess.StartAsync(
            database, broker, [$"Steps:Engine={engine}", .. context.WorkerSettings], cancellationToken);
        await using HrSystem hr = await HrSystem.ConnectAsync(broker, cancellationToken);
        await using NpgsqlConnection watching = await database.OpenAsync(cancellationToken);
        _ = await LeavingAtOnce.SecondsAsync(broker, hr, workspace, workspace.Leavers[..WarmUp], Recipients, cancellationToken);
        (long jobs, long commits) before = await Counters.ReadAsync(watching, "jobs-and-commits.sql", cancellationToken);
        TimeSpan cpu = worker.CpuTime;
        double seconds = await LeavingAtOnce.SecondsAsync(broker, hr, workspace, workspace.Leavers[WarmUp..], Recipients, cancellationToken);
        (long jobs, long commits) after = await Counters.ReadAsync(watching, "jobs-and-commits.sql", cancellationToken);
        double jobs = after.jobs - before.jobs;
        return new Round
        {
            Engine = engine,
            JobsPerSecond = jobs / seconds,
            CommitsEach = (after.commits - before.commits) / jobs,
            CpuMillisecondsEach = (worker.CpuTime - cpu).TotalMilliseconds / jobs,
        };
    }

    private sealed record Round
    {
        public required string Engine { get; init; }

        public required double JobsPerSecond { get; init; }

        public required double CommitsEach { get; init; }

        public required double CpuMillisecondsEach { get; init; }
    }
}
