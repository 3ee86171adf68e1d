using Dapper;
using Microsoft.AspNetCore.Http.HttpResults;
using Npgsql;
using Offboarding.Dashboard.Layout;
using Offboarding.Dashboard.Live;
using Offboarding.Dashboard.Pages.Case;
using Offboarding.Dashboard.Privacy;
using Offboarding.Dashboard.Queries;

namespace Offboarding.Dashboard.Pages.Scheduled;

/// <summary><c>/scheduled</c>: last days, returns, and retries that are due.</summary>
public static class ScheduledPage
{
    /// <summary>Shows it.</summary>
    public static async Task<IResult> Show(
        HttpContext context, ScheduledReader scheduled, OverviewReader overviews, PageFrames frames, CancellationToken cancellationToken)
    {
        PageFrame frame = frames.For(context, await overviews.ReadAsync(cancellationToken));
        return new RazorComponentResult<ScheduledView>(new
        {
            Frame = frame,
            Details = frame.Shown(await scheduled.ReadAsync(cancellationToken)),
            Rights = CaseRights.Of(frame.May),
        });
    }
}

/// <summary>Reads what is to happen on a day or at a time to come.</summary>
public sealed class ScheduledReader(DashboardDatabase database)
{
    /// <summary>Rows of each list; one more is read, to know whether there are more.</summary>
    public const int Most = 50;

    /// <summary>One round trip.</summary>
    public async Task<ScheduledDetails> ReadAsync(CancellationToken cancellationToken)
    {
        await using NpgsqlConnection connection = await database.OpenAsync(cancellationToken);
        await using SqlMapper.GridReader results = await connection.QueryMultipleAsync(
            new CommandDefinition(Sql.Read("scheduled"), cancellationToken: cancellationToken));
        return new ScheduledDetails(
            [.. await results.ReadAsync<LastDayRow>()],
            [.. await results.ReadAsync<LastDayRow>()],
            [.. await results.ReadAsync<ReturnRow>()],
            [.. await results.ReadAsync<RetryRow>()],
            [.. await results.ReadAsync<Asker>()]);
    }
}

/// <summary>What is to happen, the soonest first; of each list up to 51 rows.</summary>
/// <param name="LastDays">Departures that start on their last day.</param>
/// <param name="Deletions">People who are permanently deleted on that day (D8).</param>
/// <param name="Returns">Who is to be active again.</param>
/// <param name="Retries">Steps that are tried again by themselves.</param>
/// <param name="Askers">On whose behalf an operator can request, of the workspaces concerned.</param>
public sealed record ScheduledDetails(
    IReadOnlyList<LastDayRow> LastDays, IReadOnlyList<LastDayRow> Deletions, IReadOnlyList<ReturnRow> Returns, IReadOnlyList<RetryRow> Retries, IReadOnlyList<Asker> Askers);

/// <summary>A step that is tried again by itself.</summary>
public sealed record RetryRow
{
    /// <summary>The case.</summary>
    public Guid Id { get; init; }

    public string Workspace { get; init; } = "";

    [PersonalData(Personal.Name)]
    public string Leaver { get; init; } = "";

    public string Step { get; init; } = "";

    public int Attempts { get; init; }

    /// <summary>UTC.</summary>
    public DateTime NextAttemptAt { get; init; }

    [PersonalData(Personal.Text)]
    public string? LastError { get; init; }
}

/// <summary>What is to happen on a day, table by table.</summary>
public sealed class ScheduledLive(ScheduledReader scheduled, Fragments fragments) : LiveReader<LiveView.Scheduled>(fragments)
{
    /// <inheritdoc/>
    protected override async Task<LiveContent?> ReadAsync(LiveView.Scheduled view, Overview overview, CancellationToken cancellationToken)
    {
        ScheduledDetails details = Shown(await scheduled.ReadAsync(cancellationToken), view);
        return AllOf(
            DaysOf(LastDays.Departures, details.LastDays),
            Part<ReturnDays>("returns", string.Join(' ', details.Returns), new() { ["Details"] = details, ["Rights"] = view.Rights }),
            DaysOf(LastDays.Deletions, details.Deletions),
            Part<DueRetries>("retries", string.Join(' ', details.Retries), new() { ["Rows"] = details.Retries }));

        LivePart DaysOf(string id, IReadOnlyList<LastDayRow> rows) => Part<LastDays>(id, string.Join(' ', rows), new()
        {
            ["Id"] = id,
            ["Rows"] = rows,
            ["Askers"] = details.Askers,
            ["Rights"] = view.Rights,
        });
    }
}
