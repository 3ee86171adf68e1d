using Dapper;
using Npgsql;
using Offboarding.Dashboard.Reading;

namespace Offboarding.Dashboard.Pages.Access;

/// <summary>Reads who is signed in, and the access log.</summary>
public sealed class AccessReader(DashboardDatabase database)
{
    private const int PageSize = 100;

    /// <summary>One page.</summary>
    public async Task<AccessDetails> ReadAsync(string? name, long? before, IEnumerable<Guid> workspaces, CancellationToken cancellationToken)
    {
        await using NpgsqlConnection connection = await database.OpenAsync(cancellationToken);
        await using SqlMapper.GridReader results = await connection.QueryMultipleAsync(new CommandDefinition(
            Sql.Read("read-access.sql"), new { name, before, limit = PageSize + 1, workspaces = workspaces.Distinct().ToArray() }, cancellationToken: cancellationToken));
        List<SignedInRow> people = [.. await results.ReadAsync<SignedInRow>()];
        List<AccessRow> entries = [.. await results.ReadAsync<AccessRow>()];
        return (entries.Count > PageSize ? new AccessDetails(people, entries[..PageSize], entries[PageSize - 1].Id) : new AccessDetails(people, entries, null)) with
        {
            Workspaces = (await results.ReadAsync<(Guid Id, string Name)>()).ToDictionary(static row => row.Id, static row => row.Name),
        };
    }
}
