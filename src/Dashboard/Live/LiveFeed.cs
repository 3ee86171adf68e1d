using System.Collections.Concurrent;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text;
using Microsoft.Extensions.Options;
using Npgsql;
using Offboarding.Dashboard.Reading;

namespace Offboarding.Dashboard.Live;

/// <summary>
/// One reader for all viewers of this process, and none while nobody watches. What two people watch is read and rendered once;
/// what has not changed is not sent.
/// </summary>
public sealed class LiveFeed(LiveViews views, IOptions<DashboardOptions> options, TimeProvider time, ILogger<LiveFeed> logger)
    : BackgroundService
{
    private readonly ConcurrentDictionary<LiveSubscription, byte> subscriptions = new();
    private readonly SemaphoreSlim arrived = new(0, 1);
    private Dictionary<LiveView, Sent> last = [];
    private bool failing;

    /// <summary>How many pages are open.</summary>
    public int Viewers => subscriptions.Count;

    /// <summary>Follows a view until the viewer leaves or the process stops.</summary>
    public async IAsyncEnumerable<SseItem<string>> FollowAsync(LiveView view, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var subscription = new LiveSubscription(view);
        subscriptions[subscription] = 0;
        try
        {
            if (arrived.CurrentCount == 0)
            {
                arrived.Release();
            }

            // Something at once, so that the browser knows it is connected.
            yield return new SseItem<string>("", "hello") { ReconnectionInterval = TimeSpan.FromSeconds(1) };
            await foreach (LiveEvent item in subscription.Events.ReadAllAsync(cancellationToken))
            {
                yield return new SseItem<string>(item.Data, item.Name);
            }
        }
        finally
        {
            subscriptions.TryRemove(subscription, out _);
        }
    }

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            if (subscriptions.IsEmpty)
            {
                last = [];
                await arrived.WaitAsync(stoppingToken);
            }

            try
            {
                await TickAsync(stoppingToken);
                Say(null);
            }
            catch (Exception away) when (away is NpgsqlException or TimeoutException)
            {
                Say(away);
            }

            await Task.Delay(options.Value.LiveInterval, time, stoppingToken);
        }
    }

    private async Task TickAsync(CancellationToken cancellationToken)
    {
        List<IGrouping<LiveView, LiveSubscription>> watched = [.. subscriptions.Keys.GroupBy(subscription => subscription.View)];
        if (watched.Count == 0)
        {
            return;
        }

        Overview overview = await views.ReadOverviewAsync(cancellationToken);
        LivePart strip = views.Strip(overview);
        var tick = new LiveEvent(LiveEvent.Tick, overview.ReadAt.ToString("O"));
        var now = new ConcurrentDictionary<LiveView, Sent>();
        await Parallel.ForEachAsync(
            watched,
            new ParallelOptions { MaxDegreeOfParallelism = 4, CancellationToken = cancellationToken },
            async (group, token) =>
            {
                LiveContent? content = await views.ReadAsync(group.Key, overview, token);
                Sent sent = Sent.Of(strip, content);
                now[group.Key] = sent;
                string changes = await ChangesAsync(last.GetValueOrDefault(group.Key), sent, strip, content);
                string? all = null;
                foreach (LiveSubscription subscription in group)
                {
                    string html = subscription.NeedsAll ? all ??= await AllAsync(strip, content) : changes;
                    if (html.Length > 0)
                    {
                        subscription.Send(new LiveEvent(LiveEvent.Update, html));
                    }

                    if (!subscription.NeedsAll)
                    {
                        subscription.Send(tick);
                    }
                }
            });
        last = new Dictionary<LiveView, Sent>(now);
    }

    /// <summary>Everything, for somebody who has just come.</summary>
    public static async Task<string> AllAsync(LivePart strip, LiveContent? content) =>
        await strip.Render() + (content is null ? "" : await content.Whole());

    private static async Task<string> ChangesAsync(Sent? before, Sent now, LivePart strip, LiveContent? content)
    {
        if (before is null)
        {
            return "";
        }

        if (content is not null && before.Shape != now.Shape)
        {
            return await AllAsync(strip, content);
        }

        var html = new StringBuilder();
        foreach (LivePart part in (IEnumerable<LivePart>)[strip, .. content?.Parts ?? []])
        {
            if (before.States.GetValueOrDefault(part.Id) != part.State)
            {
                html.Append(await part.Render());
            }
        }

        return html.ToString();
    }

    private void Say(Exception? away)
    {
        if (away is not null && !failing)
        {
            logger.LogWarning("Live pages stand still: {Problem}", away.Message);
        }
        else if (away is null && failing)
        {
            logger.LogInformation("Live pages move again.");
        }

        failing = away is not null;
    }

    private sealed record Sent(string Shape, Dictionary<string, string> States)
    {
        public static Sent Of(LivePart strip, LiveContent? content) => new(
            content?.Shape ?? "",
            new(((IEnumerable<LivePart>)[strip, .. content?.Parts ?? []]).Select(part => KeyValuePair.Create(part.Id, part.State))));
    }
}
