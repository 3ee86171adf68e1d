using Offboarding.Bench.Measuring;
using Offboarding.Bench.Results;
using Offboarding.Bench.Servers;
using Offboarding.Bench.Workload;

namespace Offboarding.Bench.Reassign;

/// <summary>All open work of one leaver: the worker against one plain UPDATE, and what each of them does to everybody else.</summary>
internal sealed class ReassignScenario(ReassignOptions options) : IScenario
{
    /// <summary>
    /// Leavers who go before the clock starts. A worker runs for weeks; one that has just started spends its first ten seconds
    /// compiling itself, on one of the two cores.
    /// </summary>
    private const int WarmUp = 20;
    private const int WarmUpConversations = 1000;
    private const double TargetRatio = 1.5;
    private const double TargetSplit = 1.1;
    private const double TargetWaitMilliseconds = 100;
    private const double TargetMemoryMegabytes = 300;
    private const double FlatWithinMegabytes = 10;

    public string Name => "reassign";

    public async Task<ScenarioOutcome> RunAsync(BenchContext context, CancellationToken cancellationToken)
    {
        await using BenchDatabase source = await context.Servers.CreateDatabaseAsync(cancellationToken);
        BenchWorkspace workspace = await BenchWorkspace.WithOneLeaverAsync(context, source, options.Moving, options.Total, WarmUp, WarmUpConversations, cancellationToken);
        Machine machine = await Machine.LookAsync(source, cancellationToken);

        var rounds = new List<Round>();
        for (int number = 1; number <= options.Rounds; number++)
        {
            // Each round in another order, so that a machine that gets slower or faster favours nobody.
            PlainRun? plain = number % 2 == 1 ? await PlainAsync() : null;
            WorkerRun shared = await WorkerAsync(options.Recipients);
            WorkerRun toOne = await WorkerAsync(1);
            rounds.Add(new Round(plain ?? await PlainAsync(), shared, toOne));

            async Task<PlainRun> PlainAsync()
            {
                PlainRun run = await PlainUpdate.RunAsync(source, workspace, cancellationToken);
                context.Say($"Round {number}: plain UPDATE {run.Seconds:F1} s (CPU {run.ServerCpuSeconds:F1} s), another writer waits up to {run.OtherWriter.Max:N0} ms");
                return run;
            }

            async Task<WorkerRun> WorkerAsync(int recipients)
            {
                WorkerRun run = await WorkerReassign.RunAsync(context, source, workspace, recipients, cancellationToken);
                context.Say($"Round {number}: worker to {recipients} {run.Seconds:F1} s, another writer waits up to {run.OtherWriter.Max:N0} ms "
                    + $"(just ahead: {run.WriterAhead.Max:N0} ms), memory up to {run.MemoryMax:N0} MB, CPU {run.ServerCpuSeconds:F1} + {run.WorkerCpuSeconds:F1} s");
                return run;
            }
        }

        return new ScenarioOutcome(machine, Figures(rounds), rounds);
    }

    private List<Figure> Figures(List<Round> rounds)
    {
        double plain = Median(r => r.Plain.Seconds);
        double ratio = Median(r => r.Shared.Seconds / r.Plain.Seconds);
        double split = Median(r => r.Shared.Seconds / r.ToOne.Seconds);
        double growth = Median(r => r.Shared.MemoryLate - r.Shared.MemoryEarly);
        double max = rounds.Max(r => Math.Max(r.Shared.OtherWriter.Max, r.Shared.WriterAhead.Max));
        double memory = rounds.Max(r => Math.Max(r.Shared.MemoryMax, r.ToOne.MemoryMax));
        return
        [
            new($"{options.Moving:N0} of {options.Total:N0} moved, to {options.Recipients} in turn", "s", Median(r => r.Shared.Seconds), plain,
                ratio, $"<= {TargetRatio} x", ratio <= TargetRatio),
            new("the step alone, started_at to finished_at", "s", Median(r => r.Shared.StepSeconds), plain,
                Median(r => r.Shared.StepSeconds / r.Plain.Seconds)),
            new("to one colleague", "s", Median(r => r.ToOne.Seconds), plain, Median(r => r.ToOne.Seconds / r.Plain.Seconds)),
            new($"to {options.Recipients} against to one", "s", Median(r => r.Shared.Seconds), Median(r => r.ToOne.Seconds), split,
                $"<= {TargetSplit} x", split <= TargetSplit),
            new("another writer's wait, worst", "ms", max, rounds.Max(r => r.Plain.OtherWriter.Max), null,
                $"<= {TargetWaitMilliseconds} ms", max <= TargetWaitMilliseconds),
            new("another writer's wait, p99", "ms", Median(r => r.Shared.OtherWriter.P99), Median(r => r.Plain.OtherWriter.P99)),
            new("a writer's just ahead of the batch, p99", "ms", Median(r => r.Shared.WriterAhead.P99)),
            new("worker memory, at the start", "MB", Median(r => r.Shared.MemoryStart)),
            new("worker memory, most", "MB", memory, null, null, $"< {TargetMemoryMegabytes} MB", memory < TargetMemoryMegabytes),
            new("worker memory, last fifth less second fifth", "MB", growth, null, null, $"flat: < {FlatWithinMegabytes} MB", growth < FlatWithinMegabytes),
            new("CPU of PostgreSQL", "s", Median(r => r.Shared.ServerCpuSeconds), Median(r => r.Plain.ServerCpuSeconds),
                Median(r => r.Shared.ServerCpuSeconds / r.Plain.ServerCpuSeconds)),
            new("CPU of the worker", "s", Median(r => r.Shared.WorkerCpuSeconds)),
        ];

        double Median(Func<Round, double> value) => Distribution.Median(rounds.Select(value));
    }

    private sealed record Round(PlainRun Plain, WorkerRun Shared, WorkerRun ToOne);
}
