using System.Globalization;
using Dapper;
using Npgsql;
using Offboarding.Dashboard.Layout;
using Offboarding.Dashboard.Live;
using Offboarding.Dashboard.Queries;

namespace Offboarding.Dashboard.Pages.LeaverLists;

/// <summary>Reads messages with many people, and what became of each.</summary>
public sealed class LeaverListReader(DashboardDatabase database)
{
    private const int PageSize = 50;
    private const int ListsOnPage = 20;

    /// <summary>One page, newest first.</summary>
    public async Task<Page<LeaverListRow>> ListAsync(Cursor? before, CancellationToken cancellationToken)
    {
        await using NpgsqlConnection connection = await database.OpenAsync(cancellationToken);
        List<LeaverListRow> rows = [.. await connection.QueryAsync<LeaverListRow>(new CommandDefinition(
            Sql.Read("list-leaver-lists"),
            new { beforeAt = before?.At, beforeId = before?.Id, limit = ListsOnPage + 1 },
            cancellationToken: cancellationToken))];
        List<LeaverListRow> shown = rows.Count > ListsOnPage ? rows[..ListsOnPage] : rows;
        return new Page<LeaverListRow>(shown, rows.Count > ListsOnPage ? new Cursor(shown[^1].RequestedAt, shown[^1].Id) : null);
    }

    /// <summary>One list; null: there is none (yet) by this request.</summary>
    public async Task<LeaverListDetails?> ReadAsync(Guid workspace, Guid request, LeaverListQuery query, CancellationToken cancellationToken)
    {
        await using NpgsqlConnection connection = await database.OpenAsync(cancellationToken);
        await using SqlMapper.GridReader results = await connection.QueryMultipleAsync(new CommandDefinition(
            Sql.Read("read-leaver-list"),
            new { workspace, request, states = query.State is null ? null : LeaverListQuery.States[query.State], after = query.After, limit = PageSize + 1 },
            cancellationToken: cancellationToken));
        LeaverListRow? row = await results.ReadSingleOrDefaultAsync<LeaverListRow>();
        List<LeaverListLine> lines = [.. await results.ReadAsync<LeaverListLine>()];
        return row is null ? null : new LeaverListDetails(row, [.. lines.Take(PageSize)], lines.Count > PageSize ? lines[PageSize - 1].Position : null);
    }

    /// <summary>Of a request that is no list: whether an operator sent it, and why it was refused.</summary>
    public async Task<(bool Sent, RefusalText? Refusal)> WhyNoneAsync(Guid workspace, Guid request, CancellationToken cancellationToken)
    {
        await using NpgsqlConnection connection = await database.OpenAsync(cancellationToken);
        await using SqlMapper.GridReader results = await connection.QueryMultipleAsync(
            new CommandDefinition(Sql.Read("why-no-list"), new { workspace, request }, cancellationToken: cancellationToken));
        return (await results.ReadSingleAsync<bool>(), await results.ReadSingleOrDefaultAsync<RefusalText>());
    }
}

/// <summary>One list.</summary>
/// <param name="Row">Its counts.</param>
/// <param name="Lines">A page of its lines.</param>
/// <param name="Next">The position after which the next page begins; null: this is the last.</param>
public sealed record LeaverListDetails(LeaverListRow Row, IReadOnlyList<LeaverListLine> Lines, int? Next);

/// <summary>Messages with many people.</summary>
public sealed class LeaverListsLive(LeaverListReader lists, Fragments fragments) : LiveReader<LiveView.LeaverLists>(fragments)
{
    /// <inheritdoc/>
    protected override async Task<LiveContent?> ReadAsync(LiveView.LeaverLists view, Overview overview, CancellationToken cancellationToken)
    {
        Page<LeaverListRow> page = Shown(await lists.ListAsync(view.Before, cancellationToken), view);
        return Whole<LeaverListTable>(string.Join('\n', page.Rows) + page.Older, new() { ["Page"] = page, ["Before"] = view.Before });
    }
}

/// <summary>One message with many people: its figures and its lines.</summary>
public sealed class LeaverListLive(LeaverListReader lists, Fragments fragments) : LiveReader<LiveView.LeaverList>(fragments)
{
    /// <inheritdoc/>
    protected override async Task<LiveContent?> ReadAsync(LiveView.LeaverList view, Overview overview, CancellationToken cancellationToken)
    {
        if (await lists.ReadAsync(view.Workspace, view.Request, view.Query, cancellationToken) is not { } read)
        {
            return null;
        }

        LeaverListDetails details = Shown(read, view);
        return Whole<LeaverListBody>(
            "there",
            new() { ["Details"] = details, ["Query"] = view.Query },
            Part<LeaverListFacts>("list-facts", details.Row.ToString(), new() { ["Row"] = details.Row }),
            Part<LeaverListLines>("list-lines", $"{details.Row} {string.Join('\n', details.Lines)}", new() { ["Details"] = details, ["Query"] = view.Query }));
    }
}

/// <summary>Which lines of a list are asked for; the same words are in the address.</summary>
/// <param name="State">One of <see cref="States"/>; null: all lines.</param>
/// <param name="After">The position of the last line of the page before; -1: from the beginning.</param>
public sealed record LeaverListQuery(string? State, int After)
{
    /// <summary>What can be asked for, with the states of lines and cases it stands for.</summary>
    public static IReadOnlyDictionary<string, string[]> States { get; } = new Dictionary<string, string[]>
    {
        ["refused"] = ["refused", "failed"],
        ["needs-attention"] = ["needs-attention"],
        ["waiting"] = ["waiting"],
        ["held-for-approval"] = ["held-for-approval"],
        ["scheduled"] = ["scheduled"],
        ["running"] = ["signing-out", "handing-over"],
        ["paused"] = ["paused"],
        ["completed"] = ["completed"],
        ["cancelled"] = ["cancelled"],
    };

    /// <summary>Takes what an address says.</summary>
    public static LeaverListQuery Of(Filter filter) =>
        new(filter.OneOf("state", "an outcome", States.Keys), (int?)filter.Number("after", "the number of a line") ?? -1);

    /// <summary>The part of the address behind the path, with its question mark; empty if nothing is asked for.</summary>
    public string ToQueryString() =>
        QueryFields.Given(("state", State), ("after", After < 0 ? null : After.ToString(CultureInfo.InvariantCulture))).ToQueryString();
}
