using Dapper;
using Npgsql;
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
