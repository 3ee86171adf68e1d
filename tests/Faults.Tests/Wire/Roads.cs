using System.Collections.Concurrent;

namespace Offboarding.Faults.Tests.Wire;

/// <summary>The network between the nodes of a cluster: each reaches each other through a proxy of its own, so that one of them can be cut off.</summary>
public sealed class Roads : IAsyncDisposable
{
    private readonly ConcurrentDictionary<(int From, int To, int Port), Proxy> _roads = new();
    private volatile int _cutOff = -1;

    /// <summary>The port under which one node reaches another one that listens on <paramref name="port"/>.</summary>
    public int PortOf(int from, int to, int port)
    {
        Proxy road = _roads.GetOrAdd((from, to, port), static road => new Proxy("127.0.0.1", road.Port, static (bytes, _, _) => bytes.Length));
        if (from == _cutOff || to == _cutOff)
        {
            road.Freeze();
        }

        return road.Port;
    }

    /// <summary>Nothing passes between this node and the others any more, and nobody is told.</summary>
    public void CutOff(int node)
    {
        _cutOff = node;
        foreach (Proxy road in Of(node))
        {
            road.Freeze();
        }
    }

    /// <summary>Everything passes again; connections from before are broken, as those that were given up meanwhile.</summary>
    public void Heal()
    {
        int node = _cutOff;
        _cutOff = -1;
        foreach (Proxy road in Of(node))
        {
            road.Cut();
            road.Thaw();
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (Proxy road in _roads.Values)
        {
            await road.DisposeAsync();
        }
    }

    private IEnumerable<Proxy> Of(int node) => _roads.Where(road => road.Key.From == node || road.Key.To == node).Select(road => road.Value);
}
