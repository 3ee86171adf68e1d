using System.Diagnostics;
using Offboarding.Faults.Tests.Harness;
using Offboarding.Faults.Tests.Wire;

namespace Offboarding.Faults.Tests;

/// <summary>Fault 5, of a RabbitMQ that is a cluster of three.</summary>
[Collection(StopsServers.Name)]
public sealed class ClusterTests(Servers servers)
{
    [Fact]
    public async Task A_cluster_that_loses_the_node_the_worker_and_the_leaders_are_on_costs_time_only()
    {
        Scale.OnlyInFull();
        await using RabbitMqCluster cluster = await RabbitMqCluster.StartAsync("pause_minority");
        await using FaultRun run = await FaultRun.StartAsync(servers, cluster);
        FaultWorker worker = await run.WorkerAsync();
        var away = new List<double>();
        for (int i = 0; i < 3; i++)
        {
            await SendAsync(run);
            int lost = await cluster.LeaderAsync(run.Broker, cluster.Nodes[0]);
            RabbitMqServer other = cluster.Nodes[(lost + 1) % cluster.Nodes.Count];
            if (i == 0)
            {
                // The bus declared the queues, so it is where their leaders are.
                worker.RabbitMqNodes[lost].Links.Count.ShouldBePositive();
            }

            await cluster.Nodes[lost].KillAsync();
            long begin = Stopwatch.GetTimestamp();
            await SendAsync(run);
            await run.CompletedAsync("every departure to be completed without the node", run.Requests.Ids);
            away.Add(Stopwatch.GetElapsedTime(begin).TotalSeconds);
            (await cluster.LeaderAsync(run.Broker, other)).ShouldNotBe(lost);
            await cluster.Nodes[lost].StartAgainAsync();
            await cluster.WholeAsync(TimeSpan.FromMinutes(1));
        }

        await SendAsync(run);
        await run.EndsWellAsync();
        Scale.Report(
            "5. One node of a cluster of three killed (-9), the one with the leaders, and started again",
            $"3 times, {run.Requests.Ids.Length} departures; without it 10 departures were over after {string.Join(", ", away.Select(s => $"{s:0}"))} s");
    }

    /// <summary>Without a word: what the node is sent, and what it says, goes nowhere. Workers and publishers reach it as before.</summary>
    [Fact]
    public async Task A_node_that_is_cut_off_from_the_two_others_costs_time_only()
    {
        Scale.OnlyInFull();
        await using var roads = new Roads();
        await using RabbitMqCluster cluster = await RabbitMqCluster.StartAsync("pause_minority", roads.PortOf);
        await using FaultRun run = await FaultRun.StartAsync(servers, cluster);
        FaultWorker worker = await run.WorkerAsync();
        var away = new List<double>();
        for (int i = 0; i < 2; i++)
        {
            await SendAsync(run);
            int alone = await cluster.LeaderAsync(run.Broker, cluster.Nodes[0]);
            if (i == 0)
            {
                worker.RabbitMqNodes[alone].Links.Count.ShouldBePositive();
            }

            roads.CutOff(alone);
            long begin = Stopwatch.GetTimestamp();
            await SendAsync(run);
            await run.CompletedAsync("every departure to be completed without the node", run.Requests.Ids);
            away.Add(Stopwatch.GetElapsedTime(begin).TotalSeconds);
            // Work that goes over another node may be done before this one has noticed.
            await Eventually.TrueAsync(() => worker.RabbitMqNodes[alone].Links.Count == 0, "the node that is alone to take no connections", TimeSpan.FromMinutes(1));
            roads.Heal();
            await cluster.WholeAsync(TimeSpan.FromMinutes(2));
        }

        await SendAsync(run);
        await run.EndsWellAsync();
        Scale.Report(
            "5. One node of a cluster of three cut off from the two others, the one with the leaders, and back (pause_minority)",
            $"twice, {run.Requests.Ids.Length} departures; meanwhile 10 departures were over after {string.Join(" and ", away.Select(s => $"{s:0}"))} s");
    }

    /// <summary>RabbitMQ's default for partitions is to do nothing: the node keeps its connections, and a worker that is on it waits with it (docs/compatibility.md).</summary>
    [Fact]
    public async Task A_node_that_is_cut_off_and_does_nothing_about_it_loses_nothing()
    {
        Scale.OnlyInFull();
        await using var roads = new Roads();
        await using RabbitMqCluster cluster = await RabbitMqCluster.StartAsync("ignore", roads.PortOf);
        await using FaultRun run = await FaultRun.StartAsync(servers, cluster);
        await run.WorkerAsync();
        await SendAsync(run);
        int alone = await cluster.LeaderAsync(run.Broker, cluster.Nodes[0]);
        roads.CutOff(alone);
        await SendAsync(run);
        await Task.Delay(TimeSpan.FromSeconds(40));
        long meanwhile = await run.Database.ReadAsync<long>("SELECT count(*) FROM offboarding.cases WHERE state = 'completed'");
        roads.Heal();
        long begin = Stopwatch.GetTimestamp();
        await run.CompletedAsync("every departure to be completed", run.Requests.Ids);
        double seconds = Stopwatch.GetElapsedTime(begin).TotalSeconds;
        await cluster.Nodes[alone].RestartAsync();
        await cluster.WholeAsync(TimeSpan.FromMinutes(2));
        await SendAsync(run);
        await run.EndsWellAsync();
        Scale.Report(
            "5. The same with the default for partitions (ignore), one worker",
            $"40 s, {meanwhile} of 10 departures completed meanwhile, all of them {seconds:0} s after the network was back; then that node was restarted");
    }

    private static async Task SendAsync(FaultRun run)
    {
        await run.SendAsync(await run.DepartureAsync(conversations: 600));
        await run.SendAsync(await run.DepartureAsync(conversations: 60, failsOnce: true));
        for (int n = 0; n < 3; n++)
        {
            await run.SendAsync(await run.DepartureAsync());
        }

        await run.UntilAsync("(SELECT count(*) FROM offboarding.steps WHERE status = 'running') > 0", "a batch to be under way");
    }
}
