using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text;
using Npgsql;
using Offboarding.Dashboard.Queries;
using Offboarding.Dashboard.Security;

namespace Offboarding.Dashboard.Live;

/// <summary>
/// One view and those who watch it. It is read at its own pace: one that takes long rests four times as long, so that a costly
/// search neither holds up the other pages nor occupies the database.
/// </summary>
internal sealed class WatchedView(LiveView view, LiveViews views, TimeSpan interval, TimeProvider time, ILogger logger)
{
    private const int RestFactor = 4;
    private static readonly TimeSpan RestAfterFailure = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<LiveSubscription, byte> viewers = new();
    private DateTimeOffset due = DateTimeOffset.MinValue;
    private Task reading = Task.CompletedTask;
    private string? shape;
    private Dictionary<string, string> sent = [];

    public WorkspaceLimit Limit => view.Limit;

    public bool IsWatched => !viewers.IsEmpty;

    public void Add(LiveSubscription viewer) => viewers[viewer] = 0;

    public void Remove(LiveSubscription viewer) => viewers.TryRemove(viewer, out _);

    /// <summary>Reads and sends what has changed, if the last reading is over and rested from.</summary>
    public void ReadIfDue(Overview overview, LivePart strip, SemaphoreSlim turns, CancellationToken cancellationToken)
    {
        if (reading.IsCompleted && due <= time.GetUtcNow())
        {
            reading = ReadAsync(overview, strip, turns, cancellationToken);
        }
    }

    private async Task ReadAsync(Overview overview, LivePart strip, SemaphoreSlim turns, CancellationToken cancellationToken)
    {
        view.Limit.Flow();
        try
        {
            await turns.WaitAsync(cancellationToken);
            try
            {
                long begin = Stopwatch.GetTimestamp();
                LiveContent? content = await views.ReadAsync(view, overview, cancellationToken);
                TimeSpan rest = RestFactor * Stopwatch.GetElapsedTime(begin);
                await SendAsync(strip, content, rest > interval ? rest : interval);
                due = rest > interval ? time.GetUtcNow() + rest : DateTimeOffset.MinValue;
            }
            finally
            {
                turns.Release();
            }
        }
        catch (Exception away) when (away is NpgsqlException or TimeoutException)
        {
            due = time.GetUtcNow() + RestAfterFailure;
            logger.LogWarning("A live page cannot be read: {Problem}", away.Message);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The process stops.
        }
        catch (Exception unexpected)
        {
            due = time.GetUtcNow() + RestAfterFailure;
            logger.LogError(unexpected, "A live page failed");
        }
    }

    private async Task SendAsync(LivePart strip, LiveContent? content, TimeSpan next)
    {
        string changes = await ChangesAsync(strip, content);
        string? all = null;
        var tick = new LiveEvent(LiveEvent.Tick, ((long)next.TotalMilliseconds).ToString());
        foreach (LiveSubscription viewer in viewers.Keys)
        {
            string html = viewer.NeedsAll ? all ??= await LiveFeed.AllAsync(strip, content) : changes;
            if (html.Length > 0)
            {
                viewer.Send(new LiveEvent(LiveEvent.Update, html));
            }

            if (!viewer.NeedsAll)
            {
                viewer.Send(tick);
            }
        }
    }

    private async Task<string> ChangesAsync(LivePart strip, LiveContent? content)
    {
        List<LivePart> parts = [strip, .. content?.Parts ?? []];
        bool first = shape is null;
        bool reshaped = shape != (content?.Shape ?? "");
        Dictionary<string, string> before = sent;
        sent = parts.ToDictionary(static part => part.Id, static part => part.State);
        shape = content?.Shape ?? "";
        if (first)
        {
            return "";
        }

        if (reshaped)
        {
            return await LiveFeed.AllAsync(strip, content);
        }

        var html = new StringBuilder();
        foreach (LivePart part in parts.Where(part => before.GetValueOrDefault(part.Id) != part.State))
        {
            html.Append(await part.Render());
        }

        return html.ToString();
    }
}
