using System.Diagnostics;
using Offboarding.Bench.Lockout;
using Offboarding.Bench.Measuring;
using Offboarding.Bench.Servers;
using Offboarding.Bench.Workload;

namespace Offboarding.Bench.Upgrade;

/// <param name="Other">A folder with the worker of the version before.</param>
/// <param name="Finished">Finished cases.</param>
/// <param name="Conversations">Conversations in the table.</param>
/// <param name="Leavers">Requests while nothing else happens.</param>
/// <param name="PerSecond">Requests a second, all the time.</param>
internal sealed record UpgradeOptions(string Other, int Finished, long Conversations, int Leavers, double PerSecond);

/// <summary>
/// From publish to the end of all sessions, under the worker of an earlier version: while nothing else happens, and while this version migrates its large database
/// (docs/upgrade.md).
/// </summary>
internal sealed class UpgradeScenario(UpgradeOptions options) : IScenario
{
    private const int WarmUp = 30;
    private const int MostDuringMigration = 6000;
    private const double TargetRatio = 3;
    private static readonly TimeSpan Noticeable = TimeSpan.FromSeconds(1);

    public string Name => "upgrade";

    public async Task<ScenarioOutcome> RunAsync(BenchContext context, CancellationToken cancellationToken)
    {
        await using BenchDatabase database = await context.Servers.CreateDatabaseAsync(options.Other, cancellationToken);
        context.Say($"Writing {options.Finished:N0} finished cases and {options.Conversations:N0} conversations");
        await ManyCases.SaveAsync(database, options.Finished, 0, cancellationToken);
        var workspace = new BenchWorkspace
        {
            Moving = 1,
            Total = options.Conversations,
            Bulk = BenchWorkspace.NewIds(1),
            Leavers = BenchWorkspace.NewIds(WarmUp + options.Leavers + MostDuringMigration),
            Each = 10,
        };
        await workspace.SaveAsync(database, cancellationToken);
        Machine machine = await Machine.LookAsync(database, cancellationToken);
        Uri broker = await context.Servers.CreateBrokerAsync(cancellationToken);
        await using WorkerProcess worker = await WorkerProcess.StartAsync(database, broker, context.WorkerSettings, cancellationToken, options.Other);
        await using HrSystem hr = await HrSystem.ConnectAsync(broker, cancellationToken);
        await using SessionsWatch sessions = await SessionsWatch.StartAsync(database, cancellationToken);
        var departures = new Departures(hr, workspace, options.PerSecond);
        _ = await WaitsAsync(await departures.SendAsync(workspace.Leavers.Take(WarmUp), cancellationToken));

        Distribution idle = Distribution.Of(await WaitsAsync(await departures.SendAsync(workspace.Leavers.Skip(WarmUp).Take(options.Leavers), cancellationToken)));
        context.Say($"Idle: {idle}");

        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task<IReadOnlyList<Departure>> sending = departures.SendAsync(workspace.Leavers.Skip(WarmUp + options.Leavers), over.Token);
        DateTime from = DateTime.UtcNow;
        long begin = Stopwatch.GetTimestamp();
        var said = new List<(DateTime At, string Line)>();
        await WorkerProcess.MigrateAsync(AppContext.BaseDirectory, database.Owner, cancellationToken, line => said.Add((DateTime.UtcNow, line)));
        double seconds = Stopwatch.GetElapsedTime(begin).TotalSeconds;
        DateTime to = DateTime.UtcNow;
        await over.CancelAsync();
        List<Departure> meanwhile = [.. (await sending).Where(d => d.At >= from && d.At <= to)];
        List<double> waits = await WaitsAsync(meanwhile);
        Distribution during = Distribution.Of(waits);
        context.Say($"The migration took {seconds:F1} s; meanwhile: {during}");
        SayWhatTookLong(context, said, to, [.. meanwhile.Zip(waits, static (d, w) => (d.At, d.At.AddMilliseconds(w)))]);

        double ratio = during.P99 / idle.P99;
        return new ScenarioOutcome(
            machine,
            [
                new("migration", "s", seconds),
                new("sessions ended after publish, p50", "ms", during.P50, idle.P50, during.P50 / idle.P50),
                new("sessions ended after publish, p99", "ms", during.P99, idle.P99, ratio, $"<= {TargetRatio} x", ratio <= TargetRatio),
                new("sessions ended after publish, worst", "ms", during.Max, idle.Max, during.Max / idle.Max),
                new("requests measured", "", during.Count, idle.Count),
            ],
            new[] { new { seconds, idle, during } });

        Task<List<double>> WaitsAsync(IEnumerable<Departure> sent) => sessions.WaitsAsync(sent, cancellationToken);
    }

    /// <summary>Names the migrations that took long or kept somebody waiting, so that a number that is too large says where to look.</summary>
    private static void SayWhatTookLong(BenchContext context, List<(DateTime At, string Line)> said, DateTime end, List<(DateTime From, DateTime To)> lockouts)
    {
        foreach (((DateTime at, string line), DateTime next) in said.Zip(said.Skip(1).Select(static s => s.At).Append(end)))
        {
            double longest = lockouts.Where(l => l.From < next && l.To > at).Select(static l => (l.To - l.From).TotalMilliseconds).DefaultIfEmpty().Max();
            if (next - at > Noticeable || longest > Noticeable.TotalMilliseconds)
            {
                context.Say($"  {(next - at).TotalSeconds:F1} s, longest lockout {longest:F0} ms: {line}");
            }
        }
    }
}
