using Dapper;
using Npgsql;
using Offboarding.Dashboard.Queries;

namespace Offboarding.Dashboard.Pages.Holds;

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
