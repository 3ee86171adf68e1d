using Npgsql;
using Offboarding.Bench.Measuring;
using Offboarding.Bench.Results;
using Offboarding.Bench.Servers;
using Offboarding.Bench.Workload;

namespace Offboarding.Bench.Throughput;

/// <summary>Many leavers of one workspace at once, until the last one is out; against what the bus could carry.</summary>
internal sealed class ThroughputScenario(ThroughputOptions options) : IScenario
{
    private const int WarmUp = 20;
    private const int Recipients = 5;

    public string Name => "throughput";

    public async Task<ScenarioOutcome> RunAsync(BenchContext context, CancellationToken cancellationToken)
    {
        await using BenchDatabase source = await context.Servers.CreateDatabaseAsync(cancellationToken);
        var workspace = new BenchWorkspace
        {
            Moving = 1,
            Total = 1,
            Bulk = BenchWorkspace.NewIds(1),
            Leavers = BenchWorkspace.NewIds(WarmUp + options.Offboardings),
            Each = options.Each,
        };
        await workspace.SaveAsync(source, cancellationToken);
        Machine machine = await Machine.LookAsync(source, cancellationToken);

        var rounds = new List<Round>();
        for (int number = 1; number <= options.Rounds; number++)
        {
            Uri broker = await context.Servers.CreateBrokerAsync(cancellationToken);
            double bare = await BareBus.MessagesPerSecondAsync(broker, workspace.Leave(workspace.Leavers[0], Recipients), options.Messages, cancellationToken);
            Round round = await WorkerAsync(context, source, workspace, bare, cancellationToken);
            rounds.Add(round);
            context.Say($"Round {number}: {round.PerSecond:F1} offboardings/s, bare bus {bare:N0} messages/s, "
                + $"{round.MessagesEach:F1} messages and {round.CommitsEach:F1} commits each, worker CPU {round.CpuMillisecondsEach:F1} ms each");
        }

        return new ScenarioOutcome(machine, Figures(rounds), rounds);
    }

    private async Task<Round> WorkerAsync(
        BenchContext context, BenchDatabase source, BenchWorkspace workspace, double bare, CancellationToken cancellationToken)
    {
        await using BenchDatabase database = await source.CopyAsync(cancellationToken);
        Uri broker = await context.Servers.CreateBrokerAsync(cancellationToken);
        await using WorkerProcess worker = await WorkerProcess.StartAsync(database, broker, context.WorkerSettings, cancellationToken);
        await using HrSystem hr = await HrSystem.ConnectAsync(broker, cancellationToken);
        await using NpgsqlConnection watching = await database.OpenAsync(cancellationToken);
        _ = await LeavingAtOnce.SecondsAsync(broker, hr, workspace, workspace.Leavers[..WarmUp], Recipients, cancellationToken);

        (long messages, long commits) before = await Counters.ReadAsync(watching, "outbox-and-commits.sql", cancellationToken);
        TimeSpan cpu = worker.CpuTime;
        double seconds = await LeavingAtOnce.SecondsAsync(broker, hr, workspace, workspace.Leavers[WarmUp..], Recipients, cancellationToken);
        (long messages, long commits) after = await Counters.ReadAsync(watching, "outbox-and-commits.sql", cancellationToken);
        return new Round
        {
            PerSecond = options.Offboardings / seconds,
            BareBusMessagesPerSecond = bare,
            // The outbox's, and the request itself.
            MessagesEach = 1 + ((after.messages - before.messages) / (double)options.Offboardings),
            CommitsEach = (after.commits - before.commits) / (double)options.Offboardings,
            CpuMillisecondsEach = (worker.CpuTime - cpu).TotalMilliseconds / options.Offboardings,
        };
    }

    private List<Figure> Figures(List<Round> rounds)
    {
        double ours = Median(r => r.PerSecond);
        double bare = Median(r => r.BareBusMessagesPerSecond);
        double each = Median(r => r.MessagesEach);
        return
        [
            new($"offboardings, {options.Each} conversations each", "1/s", ours),
            new("messages, against the bare bus", "1/s", Median(r => r.PerSecond * r.MessagesEach), bare,
                Median(r => r.PerSecond * r.MessagesEach / r.BareBusMessagesPerSecond)),
            new("offboardings, if only the bus were the limit", "1/s", ours, bare / each, Median(r => r.PerSecond * r.MessagesEach / r.BareBusMessagesPerSecond)),
            new("conversations moved", "1/s", ours * options.Each),
            new("messages of one offboarding", "", each),
            new("commits of one offboarding", "", Median(r => r.CommitsEach)),
            new("worker CPU of one offboarding", "ms", Median(r => r.CpuMillisecondsEach)),
        ];

        double Median(Func<Round, double> value) => Distribution.Median(rounds.Select(value));
    }

    private sealed record Round
    {
        public required double PerSecond { get; init; }

        public required double BareBusMessagesPerSecond { get; init; }

        public required double MessagesEach { get; init; }

        public required double CommitsEach { get; init; }

        public required double CpuMillisecondsEach { get; init; }
    }
}
