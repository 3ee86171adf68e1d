namespace Offboarding.Testing;

/// <summary>
/// Three private nodes of RabbitMQ on loopback that form a cluster as installations do, from a list of nodes in their configuration; gone with the process that
/// started them. Queues that are declared once it stands have a replica on each.
/// </summary>
public sealed class RabbitMqCluster : IAsyncDisposable
{
    private const int Size = 3;

    private readonly PortMapper[] _portMappers;
    private readonly List<RabbitMqServer> _nodes = [];

    private RabbitMqCluster(Func<int, int, int, int>? road)
    {
        string[] names = [.. Enumerable.Range(1, Size).Select(i => $"offboarding-{Guid.NewGuid():n}-{i}")];
        NodeNames = [.. names.Select(name => $"{name}@localhost")];
        _portMappers = [.. Enumerable.Range(0, Size).Select(from => new PortMapper(wanted => Elsewhere(from, Array.IndexOf(names, wanted), wanted, road)))];
    }

    /// <summary>In the order of <see cref="NodeNames"/>.</summary>
    public IReadOnlyList<RabbitMqServer> Nodes => _nodes;

    /// <summary>As RabbitMQ calls them.</summary>
    public IReadOnlyList<string> NodeNames { get; }

    /// <summary>Starts the nodes one after the other; about 20 s.</summary>
    /// <param name="partitionHandling">The setting <c>cluster_partition_handling</c>.</param>
    /// <param name="road">Given a node, another one and the port on which that listens: the port under which the first one reaches it. Default: the port itself.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <exception cref="InvalidOperationException">There is no RabbitMQ on this machine to start.</exception>
    public static async Task<RabbitMqCluster> StartAsync(string partitionHandling, Func<int, int, int, int>? road = null, CancellationToken cancellationToken = default)
    {
        var cluster = new RabbitMqCluster(road);
        try
        {
            string cookie = $"{Guid.NewGuid():n}";
            for (int i = 0; i < Size; i++)
            {
                var member = new RabbitMqMember(cluster.NodeNames[i], [.. cluster.NodeNames.Take(i + 1)], cluster._portMappers[i].Port, cookie, partitionHandling);
                cluster._nodes.Add(await RabbitMqServer.StartMemberAsync(member, cancellationToken));
            }

            return cluster;
        }
        catch
        {
            await cluster.DisposeAsync();
            throw;
        }
    }

    /// <summary>The node on which most queues of a virtual host have their leader, asked of a node that is alive.</summary>
    public async Task<int> LeaderAsync(Uri virtualHost, RabbitMqServer asked, CancellationToken cancellationToken = default)
    {
        IReadOnlyList<string> leaders = await asked.QueueLeadersAsync(virtualHost, cancellationToken);
        return NodeNames.ToList().IndexOf(leaders.CountBy(name => name).MaxBy(count => count.Value).Key);
    }

    /// <summary>Waits until each node sees all others.</summary>
    public async Task WholeAsync(TimeSpan timeout, CancellationToken cancellationToken = default)
    {
        foreach (RabbitMqServer node in _nodes)
        {
            await Eventually.ValueAsync(
                async () => await node.RunningNodesAsync(cancellationToken), running => running == Size, "the nodes to see each other", timeout, cancellationToken);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(_nodes.Select(node => node.DisposeAsync().AsTask()));
        foreach (PortMapper portMapper in _portMappers)
        {
            portMapper.Dispose();
        }
    }

    private byte[]? Elsewhere(int from, int to, string wanted, Func<int, int, int, int>? road) =>
        to >= 0 && _portMappers[to].Of(wanted) is { } node ? PortMapper.Through(node, port => road?.Invoke(from, to, port) ?? port) : null;
}

/// <summary>What a node needs to be one of a cluster.</summary>
/// <param name="Name">Its own, with the host.</param>
/// <param name="Peers">Whom it looks for when it starts for the first time, itself among them.</param>
/// <param name="PortMapperPort">Where its port mapper listens.</param>
/// <param name="Cookie">The secret that the nodes share.</param>
/// <param name="PartitionHandling">The setting <c>cluster_partition_handling</c>.</param>
internal sealed record RabbitMqMember(string Name, IReadOnlyList<string> Peers, int PortMapperPort, string Cookie, string PartitionHandling)
{
    /// <summary>A node that says nothing for as long counts as gone; RabbitMQ's own 60 s would make a test of a partition last minutes.</summary>
    public static TimeSpan NetTick { get; } = TimeSpan.FromSeconds(8);

    /// <summary>For <c>rabbitmq.conf</c>.</summary>
    public IEnumerable<string> Settings =>
    [
        "cluster_formation.peer_discovery_backend = classic_config",
        .. Peers.Select((peer, i) => $"cluster_formation.classic_config.nodes.{i + 1} = {peer}"),
        $"cluster_partition_handling = {PartitionHandling}",
    ];
}
