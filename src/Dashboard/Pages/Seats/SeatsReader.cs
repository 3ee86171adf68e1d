using Dapper;
using Npgsql;
using Offboarding.Dashboard.Queries;

namespace Offboarding.Dashboard.Pages.Seats;

/// <summary>Reads seats.</summary>
public sealed class SeatsReader(DashboardDatabase database)
{
    /// <summary>Workspaces on one page.</summary>
    public const int PageSize = 50;

    /// <summary>Workspaces by name; one more than a page, to know whether there is another.</summary>
    /// <param name="after">The last workspace of the page before.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<IReadOnlyList<SeatsRow>> ListAsync(Guid? after, CancellationToken cancellationToken)
    {
        await using NpgsqlConnection connection = await database.OpenAsync(cancellationToken);
        return [.. await connection.QueryAsync<SeatsRow>(
            new CommandDefinition(Sql.Read("list-seats"), new { after, limit = PageSize + 1 }, cancellationToken: cancellationToken))];
    }

    /// <summary>One workspace; null: there is none with this id.</summary>
    public async Task<SeatsDetails?> ReadAsync(Guid workspace, CancellationToken cancellationToken)
    {
        await using NpgsqlConnection connection = await database.OpenAsync(cancellationToken);
        await using SqlMapper.GridReader results = await connection.QueryMultipleAsync(
            new CommandDefinition(Sql.Read("read-seats"), new { workspace }, cancellationToken: cancellationToken));
        SeatsRow? row = await results.ReadSingleOrDefaultAsync<SeatsRow>();
        return row is null
            ? null
            : new SeatsDetails(row, [.. await results.ReadAsync<SeatHolder>()], [.. await results.ReadAsync<SeatChangeRow>()], [.. await results.ReadAsync<Asker>()]);
    }
}
