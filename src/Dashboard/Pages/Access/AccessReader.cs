using Dapper;
using Npgsql;
using Offboarding.Dashboard.Queries;

namespace Offboarding.Dashboard.Pages.Access;

/// <summary>Reads who is signed in, and the access log.</summary>
public sealed class AccessReader(DashboardDatabase database)
{
    private const int PageSize = 100;

    /// <summary>One page.</summary>
    public async Task<AccessDetails> ReadAsync(string? name, long? before, CancellationToken cancellationToken)
    {
        await using NpgsqlConnection connection = await database.OpenAsync(cancellationToken);
        await using SqlMapper.GridReader results = await connection.QueryMultipleAsync(new CommandDefinition(
            Sql.Read("read-access"), new { name, before, limit = PageSize + 1 }, cancellationToken: cancellationToken));
        List<SignedInRow> people = [.. await results.ReadAsync<SignedInRow>()];
        List<AccessRow> entries = [.. await results.ReadAsync<AccessRow>()];
        return entries.Count > PageSize ? new(people, entries[..PageSize], entries[PageSize - 1].Id) : new(people, entries, null);
    }
}
