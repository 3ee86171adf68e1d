using Npgsql;
using Offboarding.Bench.Measuring;
using Offboarding.Bench.Results;
using Offboarding.Bench.Servers;
using Offboarding.Bench.Workload;

namespace Offboarding.Bench.Peers;

/// <summary>Sizes of the scenario.</summary>
/// <param name="Offboardings">Leavers, and chains of four jobs.</param>
/// <param name="WarmUp">Leavers before, who are not counted. The peers' chains have no warm-up: Node compiles in milliseconds.</param>
/// <param name="Rounds">Each measures all of them, in turns; medians are reported.</param>
internal sealed record PeersOptions(int Offboardings, int WarmUp, int Rounds);

/// <summary>
/// Leavers without work to hand over, each of whom is signed out, loses their sessions and frees their seat, against chains of four jobs that do nothing in
/// other job queues on the same PostgreSQL, whose commits wait for the disk for all of them.
/// </summary>
internal sealed class PeersScenario(PeersOptions options) : IScenario
{
    private static readonly string[] Peers = ["graphile-worker", "pg-boss"];

    public string Name => "peers";

    public async Task<ScenarioOutcome> RunAsync(BenchContext context, CancellationToken cancellationToken)
    {
        await PeerProcess.InstallAsync(cancellationToken);
        await using BenchDatabase source = await context.Servers.CreateDatabaseAsync(cancellationToken);
        BenchWorkspace workspace = BenchWorkspace.OfLeavers(options.WarmUp + options.Offboardings, 0);
        await workspace.SaveAsync(source, cancellationToken);
        Machine machine = await Machine.LookAsync(source, cancellationToken);
        await MustWaitForTheDiskAsync(source, cancellationToken);

        var ours = new List<double>();
        var theirs = Peers.ToDictionary(peer => peer, _ => new List<double>());
        var versions = new Dictionary<string, string>();
        for (int number = 1; number <= options.Rounds; number++)
        {
            // Whoever comes second finds a warmer machine, so they take turns at it.
            if (number % 2 == 1)
            {
                await OursAsync(number);
            }

            foreach (string peer in Peers)
            {
                await using BenchDatabase database = await source.CopyAsync(cancellationToken);
                PeerRun run = await PeerProcess.RunAsync(peer, database, options.Offboardings, cancellationToken);
                versions[peer] = run.Version;
                theirs[peer].Add(options.Offboardings / run.Seconds);
                context.Say($"Round {number}: {peer} {run.Version} {theirs[peer][^1]:F1} chains/s");
            }

            if (number % 2 == 0)
            {
                await OursAsync(number);
            }
        }

        double median = Distribution.Median(ours);
        return new ScenarioOutcome(machine, [.. Peers.Select(Figure)], new { ours, theirs, versions });

        async Task OursAsync(int number)
        {
            ours.Add(await PerSecondAsync(context, source, workspace, cancellationToken));
            context.Say($"Round {number}: {ours[^1]:F1} departures/s");
        }

        Figure Figure(string peer)
        {
            double other = Distribution.Median(theirs[peer]);
            return new($"departures without work, against chains of four jobs of {peer} {versions[peer]}", "1/s", median, other, median / other,
                peer == Peers[0] ? "at least 1.0" : null, peer == Peers[0] ? median >= other : null);
        }
    }

    private async Task<double> PerSecondAsync(BenchContext context, BenchDatabase source, BenchWorkspace workspace, CancellationToken cancellationToken)
    {
        await using BenchDatabase database = await source.CopyAsync(cancellationToken);
        Uri broker = await context.Servers.CreateBrokerAsync(cancellationToken);
        await using WorkerProcess worker = await WorkerProcess.StartAsync(database, broker, context.WorkerSettings, cancellationToken);
        await using HrSystem hr = await HrSystem.ConnectAsync(broker, cancellationToken);
        _ = await LeavingAtOnce.SecondsAsync(broker, hr, workspace, workspace.Leavers[..options.WarmUp], 0, cancellationToken);
        return options.Offboardings / await LeavingAtOnce.SecondsAsync(broker, hr, workspace, workspace.Leavers[options.WarmUp..], 0, cancellationToken);
    }

    /// <summary>A comparison in which nobody waits for the disk says nothing.</summary>
    private static async Task MustWaitForTheDiskAsync(BenchDatabase database, CancellationToken cancellationToken)
    {
        await using NpgsqlConnection connection = await database.OpenAsync(cancellationToken);
        await using var command = new NpgsqlCommand("SELECT current_setting('fsync') || current_setting('synchronous_commit')", connection);
        if (await command.ExecuteScalarAsync(cancellationToken) is not "onon")
        {
            throw new InvalidOperationException("fsync and synchronous_commit have to be on.");
        }
    }
}
