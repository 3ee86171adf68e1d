using System.Diagnostics;
using Offboarding.Bench.Measuring;
using Offboarding.Bench.Results;
using Offboarding.Bench.Servers;
using Offboarding.Bench.Workload;

namespace Offboarding.Bench.Start;

/// <param name="Rounds">Starts of each build, in turns.</param>
/// <param name="Other">A folder with another build's <c>Offboarding.Worker.dll</c>; null: ours alone.</param>
internal sealed record StartOptions(int Rounds, string? Other);

/// <summary>
/// How long a worker takes from the start of its process until it is ready, and until the first departure that waits in its queue is completed; against another
/// build, in turns. Files and servers are warm: the first start of each build does not count.
/// </summary>
internal sealed class StartScenario(StartOptions options) : IScenario
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    public string Name => "start";

    public async Task<ScenarioOutcome> RunAsync(BenchContext context, CancellationToken cancellationToken)
    {
        string[] builds = options.Other is null ? [AppContext.BaseDirectory] : [AppContext.BaseDirectory, options.Other];
        var starts = builds.ToDictionary(b => b, _ => new List<(double Ready, double First)>());
        Machine? machine = null;
        for (int round = 0; round <= options.Rounds; round++)
        {
            // Whoever comes second finds a warmer machine, so they take turns at it.
            foreach (string build in round % 2 == 0 ? builds : builds.Reverse())
            {
                await using BenchDatabase database = await context.Servers.CreateDatabaseAsync(build, cancellationToken);
                machine ??= await Machine.LookAsync(database, cancellationToken);
                (double ready, double first) = await StartAsync(context, database, build, cancellationToken);
                context.Say($"{(round == 0 ? "Warming" : $"Round {round}")}, {(build == builds[0] ? "ours" : "other")}: ready after {ready:F0} ms, first departure completed after {first:F0} ms");
                if (round > 0)
                {
                    starts[build].Add((ready, first));
                }
            }
        }

        return new ScenarioOutcome(machine!, [Figure("ready", s => s.Ready), Figure("the first departure is completed", s => s.First)], starts.Values);

        Figure Figure(string what, Func<(double Ready, double First), double> value)
        {
            double ours = Distribution.Median(starts[builds[0]].Select(value));
            double? other = options.Other is null ? null : Distribution.Median(starts[options.Other].Select(value));
            return new($"from the start of the process: {what}", "ms", ours, other, ours / other, other is null ? null : "<= 0.7", other is null ? null : ours <= 0.7 * other);
        }
    }

    private static async Task<(double Ready, double First)> StartAsync(BenchContext context, BenchDatabase database, string build, CancellationToken cancellationToken)
    {
        BenchWorkspace workspace = BenchWorkspace.OfLeavers(2, 10);
        await workspace.SaveAsync(database, cancellationToken);
        Uri broker = await context.Servers.CreateBrokerAsync(cancellationToken);
        // As after an upgrade: the queues are there, and something waits in one.
        await using (await WorkerProcess.StartAsync(database, broker, context.WorkerSettings, cancellationToken, build))
        {
        }

        await using HrSystem hr = await HrSystem.ConnectAsync(broker, cancellationToken);
        await using Completions completions = await Completions.SubscribeAsync(broker, 1, cancellationToken);
        await hr.PublishAsync(workspace.Leave(workspace.Leavers[0], 1), cancellationToken);
        long begin = Stopwatch.GetTimestamp();
        Task<double> first = FirstAsync();
        await using WorkerProcess worker = await WorkerProcess.StartAsync(database, broker, context.WorkerSettings, cancellationToken, build);
        double ready = Stopwatch.GetElapsedTime(begin).TotalMilliseconds;
        return (ready, await first);

        async Task<double> FirstAsync()
        {
            await completions.AllAsync(Patience, cancellationToken);
            return Stopwatch.GetElapsedTime(begin).TotalMilliseconds;
        }
    }
}
