using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Microsoft.Extensions.Options;
using Npgsql;
using Offboarding.Dashboard.Queries;
using Offboarding.Dashboard.Security;

namespace Offboarding.Dashboard.Live;

/// <summary>
/// One reader for all viewers of this process, and none while nobody watches. What two people watch is read and rendered once;
/// what has not changed is not sent.
/// </summary>
public sealed class LiveFeed(LiveViews views, IOptions<DashboardOptions> options, TimeProvider time, ILogger<LiveFeed> logger)
    : BackgroundService
{
    private const int ReadsAtOnce = 4;

    private readonly Lock gate = new();
    private readonly Dictionary<LiveView, WatchedView> watched = [];
    private readonly SemaphoreSlim arrived = new(0, 1);
    private readonly SemaphoreSlim turns = new(ReadsAtOnce, ReadsAtOnce);
    private int viewers;
    private bool failing;

    /// <summary>How many pages are open.</summary>
    public int Viewers => Volatile.Read(ref viewers);

    /// <summary>Follows a view until the viewer leaves or the process stops.</summary>
    public async IAsyncEnumerable<SseItem<string>> FollowAsync(LiveView view, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var viewer = new LiveSubscription();
        WatchedView own = Join(view, viewer);
        try
        {
            // Something at once, so that the browser knows it is connected.
            yield return new SseItem<string>("", "hello") { ReconnectionInterval = TimeSpan.FromSeconds(1) };
            await foreach (LiveEvent item in viewer.Events.ReadAllAsync(cancellationToken))
            {
                yield return new SseItem<string>(item.Data, item.Name);
            }
        }
        finally
        {
            own.Remove(viewer);
            Interlocked.Decrement(ref viewers);
        }
    }

    /// <summary>Everything, for somebody who has just come.</summary>
    public static async Task<string> AllAsync(LivePart strip, LiveContent? content) =>
        await strip.Render() + (content is null ? "" : await content.Whole());

    /// <inheritdoc />
    public override void Dispose()
    {
        arrived.Dispose();
        turns.Dispose();
        base.Dispose();
    }

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            List<WatchedView> now = Watched();
            if (now.Count == 0)
            {
                await arrived.WaitAsync(stoppingToken);
                continue;
            }

            try
            {
                foreach (IGrouping<WorkspaceLimit, WatchedView> alike in now.GroupBy(static view => view.Limit))
                {
                    Overview overview = await ReadOverviewAsync(alike.Key, stoppingToken);
                    LivePart strip = views.Strip(overview);
                    foreach (WatchedView view in alike)
                    {
                        view.ReadIfDue(overview, strip, turns, stoppingToken);
                    }
                }

                Say(null);
            }
            catch (Exception away) when (away is NpgsqlException or TimeoutException)
            {
                Say(away);
            }

            await Task.Delay(options.Value.LiveInterval, time, stoppingToken);
        }
    }

    private async Task<Overview> ReadOverviewAsync(WorkspaceLimit limit, CancellationToken cancellationToken)
    {
        limit.Flow();
        return await views.ReadOverviewAsync(cancellationToken);
    }

    private WatchedView Join(LiveView view, LiveSubscription viewer)
    {
        lock (gate)
        {
            if (!watched.TryGetValue(view, out WatchedView? own))
            {
                own = new WatchedView(view, views, options.Value.LiveInterval, time, logger);
                watched[view] = own;
            }

            own.Add(viewer);
            Interlocked.Increment(ref viewers);
            if (arrived.CurrentCount == 0)
            {
                arrived.Release();
            }

            return own;
        }
    }

    private List<WatchedView> Watched()
    {
        lock (gate)
        {
            foreach (LiveView left in watched.Where(static view => !view.Value.IsWatched).Select(static view => view.Key).ToList())
            {
                watched.Remove(left);
            }

            return [.. watched.Values];
        }
    }

    private void Say(Exception? away)
    {
        if (away is not null && !failing)
        {
            logger.LogWarning("Live pages are not updated: {Problem}", away.Message);
        }
        else if (away is null && failing)
        {
            logger.LogInformation("Live pages move again.");
        }

        failing = away is not null;
    }
}

/// <summary>One server-sent event.</summary>
/// <param name="Name"><c>update</c> carries HTML; <c>tick</c> says that the database was read just now.</param>
/// <param name="Data">The HTML, or after how many milliseconds the next reading is due.</param>
public sealed record LiveEvent(string Name, string Data)
{
    /// <summary>Carries HTML.</summary>
    public const string Update = "update";

    /// <summary>Says that what is on the screen is what the database says.</summary>
    public const string Tick = "tick";
}

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
