using Dapper;
using Npgsql;
using Offboarding.Dashboard.Queries;

namespace Offboarding.Dashboard.Pages.LeftBehind;

/// <summary>
/// Finds open work of people who are gone. There may be a million of them and work of ten: each page looks at a limited number of people,
/// by an index, so that none takes long.
/// </summary>
public sealed class LeftBehindReader(DashboardDatabase database)
{
    /// <summary>People who are looked at for one page.</summary>
    public const int PeopleLookedAt = 2000;

    /// <summary>Looks at the next of those who are gone.</summary>
    /// <param name="workspace">Only there; null: everywhere.</param>
    /// <param name="after">The last one who was looked at for the page before.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<LeftBehindList> ListAsync(Guid? workspace, (Guid Workspace, Guid User)? after, CancellationToken cancellationToken)
    {
        await using NpgsqlConnection connection = await database.OpenAsync(cancellationToken);
        await using SqlMapper.GridReader results = await connection.QueryMultipleAsync(new CommandDefinition(
            Sql.Read("list-left-behind"),
            new { workspace, afterWorkspace = after?.Workspace, afterUser = after?.User, look = PeopleLookedAt },
            cancellationToken: cancellationToken));
        (int lookedAt, Guid? lastWorkspace, Guid? lastUser) = await results.ReadSingleAsync<(int, Guid?, Guid?)>();
        List<LeftBehindRow> rows = [.. await results.ReadAsync<LeftBehindRow>()];
        return new LeftBehindList(rows, lookedAt, lookedAt == PeopleLookedAt ? (lastWorkspace!.Value, lastUser!.Value) : null);
    }
}
