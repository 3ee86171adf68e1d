using System.Threading.Channels;

namespace Offboarding.Dashboard.Live;

/// <summary>One open page. A viewer that reads too slowly loses events, and then gets everything anew instead of a gap.</summary>
public sealed class LiveSubscription
{
    private readonly Channel<LiveEvent> events = Channel.CreateBounded<LiveEvent>(
        new BoundedChannelOptions(16) { FullMode = BoundedChannelFullMode.Wait, SingleReader = true });

    /// <summary>Whether the next event has to carry everything: at first, and after a loss.</summary>
    public bool NeedsAll { get; private set; } = true;

    /// <summary>What the viewer reads.</summary>
    public ChannelReader<LiveEvent> Events => events.Reader;

    /// <summary>Hands an event on without waiting.</summary>
    public void Send(LiveEvent item) => NeedsAll = !events.Writer.TryWrite(item);
}
