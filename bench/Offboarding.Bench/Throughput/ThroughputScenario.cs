using Npgsql;
using Offboarding.Bench.Measuring;
using Offboarding.Bench.Results;
using Offboarding.Bench.Servers;
using Offboarding.Bench.Workload;
using Offboarding.Contracts;

namespace Offboarding.Bench.Throughput;

/// <summary>Many leavers at once, of one workspace or of several, until the last one is out; against what the bus could carry.</summary>
internal sealed class ThroughputScenario(ThroughputOptions options) : IScenario
{
    private const int Recipients = 5;

    public string Name => "throughput";

    public async Task<ScenarioOutcome> RunAsync(BenchContext context, CancellationToken cancellationToken)
    {
        await using BenchDatabase source = await context.Servers.CreateDatabaseAsync(cancellationToken);
        DeactivateUserRequested[] requests = await WorkspacesAsync(source, cancellationToken);
        Machine machine = await Machine.LookAsync(source, cancellationToken);

        var rounds = new List<Round>();
        for (int number = 1; number <= options.Rounds; number++)
        {
            Uri broker = await context.Servers.CreateBrokerAsync(cancellationToken);
            double bare = await BareBus.MessagesPerSecondAsync(broker, requests[0], options.Messages, cancellationToken);
            // Whoever comes second finds a warmer machine, so they take turns at it.
            bool[] ways = !options.Telemetry ? [false] : number % 2 == 1 ? [false, true] : [true, false];
            foreach (bool traced in ways)
            {
                Round round = traced
                    ? await TracedAsync(context, source, requests, bare, cancellationToken)
                    : await WorkerAsync(context, source, requests, bare, context.WorkerSettings, cancellationToken);
                rounds.Add(round);
                context.Say($"Round {number}: {round.PerSecond:F1} offboardings/s{(traced ? " with telemetry" : "")}, bare bus {bare:N0} messages/s, "
                    + $"{round.MessagesEach:F1} messages and {round.CommitsEach:F1} commits each, worker CPU {round.CpuMillisecondsEach:F1} ms each");
            }
        }

        return new ScenarioOutcome(machine, [.. Figures([.. rounds.Where(r => !r.Traced)]), .. TelemetryFigures(rounds)], rounds);
    }

    /// <summary>Writes the workspaces. Their leavers ask in turns, as departments do in a reorganisation of several companies.</summary>
    private async Task<DeactivateUserRequested[]> WorkspacesAsync(BenchDatabase source, CancellationToken cancellationToken)
    {
        int leavers = options.WarmUp + options.Offboardings;
        var requests = new List<DeactivateUserRequested>[options.Workspaces];
        for (int number = 0; number < options.Workspaces; number++)
        {
            BenchWorkspace workspace = BenchWorkspace.OfLeavers((leavers + options.Workspaces - 1) / options.Workspaces, options.Each);
            await workspace.SaveAsync(source, cancellationToken);
            requests[number] = [.. workspace.Leavers.Select(leaver => workspace.Leave(leaver, Recipients))];
        }

        return [.. Enumerable.Range(0, leavers).Select(n => requests[n % options.Workspaces][n / options.Workspaces])];
    }

    private async Task<Round> TracedAsync(
        BenchContext context, BenchDatabase source, DeactivateUserRequested[] requests, double bare, CancellationToken cancellationToken)
    {
        await using TelemetrySink sink = await TelemetrySink.StartAsync();
        Round round = await WorkerAsync(context, source, requests, bare, [.. context.WorkerSettings, .. sink.Settings], cancellationToken);
        return sink.Bytes > 0 ? round with { Traced = true } : throw new InvalidOperationException("The worker sent no telemetry.");
    }

    private async Task<Round> WorkerAsync(
        BenchContext context, BenchDatabase source, DeactivateUserRequested[] requests, double bare, IReadOnlyList<string> settings, CancellationToken cancellationToken)
    {
        await using BenchDatabase database = await source.CopyAsync(cancellationToken);
        Uri broker = await context.Servers.CreateBrokerAsync(cancellationToken);
        await using WorkerProcesses workers = await WorkerProcesses.StartAsync(options.Workers, database, broker, settings, cancellationToken);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task scraping = settings.Contains("Telemetry:Metrics=true") ? TelemetrySink.ScrapeAsync(workers.Addresses[0], over.Token) : Task.CompletedTask;
        await using HrSystem hr = await HrSystem.ConnectAsync(broker, cancellationToken);
        await using NpgsqlConnection watching = await database.OpenAsync(cancellationToken);
        _ = await LeavingAtOnce.SecondsAsync(broker, hr, requests[..options.WarmUp], cancellationToken);

        (long messages, long commits) before = await Counters.ReadAsync(watching, "outbox-and-commits.sql", cancellationToken);
        TimeSpan cpu = workers.CpuTime;
        double seconds = await LeavingAtOnce.SecondsAsync(broker, hr, requests[options.WarmUp..], cancellationToken);
        (long messages, long commits) after = await Counters.ReadAsync(watching, "outbox-and-commits.sql", cancellationToken);
        await over.CancelAsync();
        await scraping;
        return new Round
        {
            PerSecond = options.Offboardings / seconds,
            BareBusMessagesPerSecond = bare,
            // The outbox's, and the request itself.
            MessagesEach = 1 + ((after.messages - before.messages) / (double)options.Offboardings),
            CommitsEach = (after.commits - before.commits) / (double)options.Offboardings,
            CpuMillisecondsEach = (workers.CpuTime - cpu).TotalMilliseconds / options.Offboardings,
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

    private static IEnumerable<Figure> TelemetryFigures(List<Round> rounds)
    {
        if (!rounds.Exists(r => r.Traced))
        {
            yield break;
        }

        (double on, double off) = (Median(true, r => r.PerSecond), Median(false, r => r.PerSecond));
        yield return new("offboardings with telemetry, against without", "1/s", on, off, on / off, "at least 0.95", on / off >= 0.95);
        (double cpuOn, double cpuOff) = (Median(true, r => r.CpuMillisecondsEach), Median(false, r => r.CpuMillisecondsEach));
        yield return new("worker CPU of one offboarding with telemetry, against without", "ms", cpuOn, cpuOff, cpuOn / cpuOff);

        double Median(bool traced, Func<Round, double> value) => Distribution.Median(rounds.Where(r => r.Traced == traced).Select(value));
    }

    private sealed record Round
    {
        public bool Traced { get; init; }

        public required double PerSecond { get; init; }

        public required double BareBusMessagesPerSecond { get; init; }

        public required double MessagesEach { get; init; }

        public required double CommitsEach { get; init; }

        public required double CpuMillisecondsEach { get; init; }
    }
}
