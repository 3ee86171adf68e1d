using Dapper;
using Microsoft.AspNetCore.Http.HttpResults;
using Npgsql;
using Offboarding.Dashboard.Layout;
using Offboarding.Dashboard.Live;
using Offboarding.Dashboard.Pages.People;
using Offboarding.Dashboard.Queries;

namespace Offboarding.Dashboard.Pages.Holds;

/// <summary><c>/holds</c>: who is under legal hold (F10), since when, by whom and why; or whose hold was lifted.</summary>
public static class HoldsPage
{
    /// <summary>Shows a page of them.</summary>
    public static async Task<IResult> Show(
        HttpContext context, HoldReader holds, OverviewReader overviews, PageFrames frames, CancellationToken cancellationToken)
    {
        var filter = Filter.Of(context.Request.Query);
        Cursor? cursor = filter.Before();
        bool isLifted = filter.Flag("lifted");
        if (!filter.IsUnderstood)
        {
            return frames.NotUnderstood(context, filter.NotUnderstood);
        }

        PageFrame frame = frames.For(context, await overviews.ReadAsync(cancellationToken));
        return new RazorComponentResult<HoldsView>(new
        {
            Frame = frame,
            List = frame.Shown(await holds.ListAsync(isLifted, cursor, cancellationToken)),
            Lifted = isLifted,
            Before = cursor,
            Rights = PersonRights.Of(frame.May),
        });
    }
}

/// <summary>Reads legal holds.</summary>
public sealed class HoldReader(DashboardDatabase database)
{
    private const int PageSize = 50;

    /// <summary>One page: those that stand, or those that were lifted.</summary>
    public async Task<HoldList> ListAsync(bool lifted, Cursor? before, CancellationToken cancellationToken)
    {
        await using NpgsqlConnection connection = await database.OpenAsync(cancellationToken);
        await using SqlMapper.GridReader results = await connection.QueryMultipleAsync(new CommandDefinition(
            Sql.Read("list-holds"), new { stands = !lifted, beforeAt = before?.At, beforeId = before?.Id, limit = PageSize + 1 }, cancellationToken: cancellationToken));
        List<HoldRow> rows = [.. await results.ReadAsync<HoldRow>()];
        List<HoldRow> shown = rows.Count > PageSize ? rows[..PageSize] : rows;
        return new HoldList(shown, rows.Count > PageSize ? new Cursor(shown[^1].PlacedAt, shown[^1].Id) : null, [.. await results.ReadAsync<Asker>()]);
    }
}

/// <summary>A page of legal holds.</summary>
/// <param name="Rows">The newest first.</param>
/// <param name="Older">Where the next page begins; null: there is none.</param>
/// <param name="Askers">On whose behalf an operator can request, of the workspaces concerned.</param>
public sealed record HoldList(IReadOnlyList<HoldRow> Rows, Cursor? Older, IReadOnlyList<Asker> Askers);

/// <summary>Legal holds.</summary>
public sealed class HoldsLive(HoldReader holds, Fragments fragments) : LiveReader<LiveView.Holds>(fragments)
{
    /// <inheritdoc/>
    protected override async Task<LiveContent?> ReadAsync(LiveView.Holds view, Overview overview, CancellationToken cancellationToken)
    {
        HoldList list = Shown(await holds.ListAsync(view.Lifted, view.Before, cancellationToken), view);
        return Whole<HoldTable>(
            string.Join('\n', list.Rows) + list.Older,
            new() { ["List"] = list, ["Lifted"] = view.Lifted, ["Before"] = view.Before, ["Rights"] = view.Rights });
    }
}
