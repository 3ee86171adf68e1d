using Dapper;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using Npgsql;
using Offboarding.Dashboard.Layout;
using Offboarding.Dashboard.Live;
using Offboarding.Dashboard.Pages.Approvals;
using Offboarding.Dashboard.Pages.Cases;
using Offboarding.Dashboard.Queries;

namespace Offboarding.Dashboard.Pages.Now;

/// <summary><c>/</c>: what is going on, what wants somebody, and how quick lockouts are.</summary>
public static class NowPage
{
    /// <summary>Shows it. An address from when the list of leavers was here leads to where the list is now.</summary>
    public static async Task<IResult> Show(
        HttpContext context, NowReader now, OverviewReader overviews, PageFrames frames, IOptions<DashboardOptions> options,
        CancellationToken cancellationToken)
    {
        if (context.Request.Query.Keys.Any(static key => key is "q" or "state" or "before"))
        {
            return TypedResults.LocalRedirect("/leavers" + context.Request.QueryString, permanent: true);
        }

        var filter = Filter.Of(context.Request.Query);
        var chosen = NowWindow.Of(filter);
        if (!filter.IsUnderstood)
        {
            return frames.NotUnderstood(context, filter.NotUnderstood);
        }

        Overview overview = await overviews.ReadAsync(cancellationToken);
        PageFrame frame = frames.For(context, overview);
        return new RazorComponentResult<NowView>(new
        {
            Frame = frame,
            Overview = overview,
            Window = chosen,
            Details = frame.Shown(await now.ReadAsync(chosen, cancellationToken)),
            Target = options.Value.LockoutTarget,
        });
    }
}

/// <summary>How far the graph looks back, and in which steps.</summary>
/// <param name="Name">In the address.</param>
/// <param name="Text">For people, after "the last".</param>
/// <param name="Length">How far.</param>
/// <param name="Step">One bar.</param>
public sealed record NowWindow(string Name, string Text, TimeSpan Length, TimeSpan Step)
{
    /// <summary>Those to choose from, the first without being asked.</summary>
    public static IReadOnlyList<NowWindow> All { get; } =
    [
        new("10m", "10 minutes", TimeSpan.FromMinutes(10), TimeSpan.FromSeconds(20)),
        new("1h", "hour", TimeSpan.FromHours(1), TimeSpan.FromMinutes(2)),
        new("1d", "day", TimeSpan.FromDays(1), TimeSpan.FromHours(1)),
    ];

    /// <summary>Takes what an address says.</summary>
    public static NowWindow Of(Filter filter) =>
        filter.OneOf("window", "a time to look back", All.Select(static window => window.Name)) is { } name ? All.Single(window => window.Name == name) : All[0];
}

/// <summary>Reads what the Now page shows.</summary>
public sealed class NowReader(DashboardDatabase database, IOptions<DashboardOptions> options)
{
    /// <summary>One round trip.</summary>
    public async Task<NowDetails> ReadAsync(NowWindow window, CancellationToken cancellationToken)
    {
        await using NpgsqlConnection connection = await database.OpenAsync(cancellationToken);
        await using SqlMapper.GridReader results = await connection.QueryMultipleAsync(new CommandDefinition(
            Sql.Read("now"),
            new { window = window.Length, step = window.Step, target = options.Value.LockoutTarget },
            cancellationToken: cancellationToken));
        return new NowDetails(
            [.. await results.ReadAsync<NowBar>()],
            await results.ReadSingleAsync<LockoutTimes>(),
            [.. await results.ReadAsync<AttentionRow>()],
            [.. await results.ReadAsync<QueueRow>()],
            await results.ReadSingleOrDefaultAsync<CaseRow>(),
            [.. await results.ReadAsync<ApprovalRow>()]);
    }
}

/// <summary>One step of time in the graph.</summary>
public sealed record NowBar
{
    /// <summary>When it begins, UTC.</summary>
    public DateTime At { get; init; }

    /// <summary>Cases that were completed.</summary>
    public long Finished { get; init; }

    /// <summary>Attempts of steps that failed.</summary>
    public long Failed { get; init; }
}

/// <summary>What the Now page shows besides the strip.</summary>
/// <param name="Bars">Finished and failed, the oldest first.</param>
/// <param name="Lockout">How long lockouts took.</param>
/// <param name="Attention">What wants somebody; at most 20 of each sort.</param>
/// <param name="Queues">As a worker last saw them; empty where no broker is used.</param>
/// <param name="Last">The last one that was finished; null: none was.</param>
/// <param name="Approvals">Mass changes that wait for a second person, the first to expire first; at most 20.</param>
public sealed record NowDetails(
    IReadOnlyList<NowBar> Bars, LockoutTimes Lockout, IReadOnlyList<AttentionRow> Attention, IReadOnlyList<QueueRow> Queues, CaseRow? Last,
    IReadOnlyList<ApprovalRow> Approvals);

/// <summary>A queue as a worker last saw it.</summary>
public sealed record QueueRow
{
    public string Name { get; init; } = "";

    /// <summary>Messages that nobody has taken yet.</summary>
    public long Ready { get; init; }

    public int Consumers { get; init; }

    /// <summary>UTC.</summary>
    public DateTime SeenAt { get; init; }
}

/// <summary>From the request, or the last day where that is later, to the end of the last session; of the last day, at most 10,000 cases.</summary>
public sealed record LockoutTimes
{
    public long Lockouts { get; init; }

    public TimeSpan? Median { get; init; }

    public TimeSpan? P95 { get; init; }

    public TimeSpan? Longest { get; init; }

    /// <summary>How many took longer than the target.</summary>
    public long OverTarget { get; init; }
}

/// <summary>Now, part by part.</summary>
public sealed class NowLive(NowReader now, IOptions<DashboardOptions> options, Fragments fragments) : LiveReader<LiveView.Now>(fragments)
{
    /// <inheritdoc/>
    protected override async Task<LiveContent?> ReadAsync(LiveView.Now view, Overview overview, CancellationToken cancellationToken)
    {
        NowDetails details = Shown(await now.ReadAsync(view.Window, cancellationToken), view);
        return AllOf(
            Part<NowCounts>("counts", NowCounts.StateOf(overview), new() { ["Overview"] = overview }),
            Part<NowAttention>("attention", NowAttention.StateOf(details, overview), new()
            {
                ["Rows"] = details.Attention,
                ["Approvals"] = details.Approvals,
                ["Overview"] = overview,
                ["Last"] = details.Last,
            }),
            Part<NowBars>("bars", string.Join(' ', details.Bars), new() { ["Bars"] = details.Bars, ["Window"] = view.Window }),
            Part<NowLockout>("lockout", details.Lockout.ToString(), new() { ["Times"] = details.Lockout, ["Target"] = options.Value.LockoutTarget }),
            Part<NowSystem>("system", NowSystem.StateOf(details, overview), new() { ["Overview"] = overview, ["Queues"] = details.Queues }));
    }
}
