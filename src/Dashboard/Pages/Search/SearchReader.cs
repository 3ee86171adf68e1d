using System.Globalization;
using Dapper;
using Npgsql;
using Offboarding.Dashboard.Pages.Evidence;
using Offboarding.Dashboard.Queries;

namespace Offboarding.Dashboard.Pages.Search;

/// <summary>One search for everything: a person, an item's number, a request, a message, a case.</summary>
public sealed class SearchReader(DashboardDatabase database)
{
    /// <summary>Hits of a kind that are shown at most.</summary>
    public const int Most = 20;

    /// <summary>What is found by what somebody typed: an id or its beginning, a number, or words of names.</summary>
    public async Task<IReadOnlyList<SearchHit>> FindAsync(string text, CancellationToken cancellationToken)
    {
        await using NpgsqlConnection connection = await database.OpenAsync(cancellationToken);
        List<SearchHit> hits = [];
        if (IdBeginning.Of(text) is var (first, last))
        {
            await using SqlMapper.GridReader results = await connection.QueryMultipleAsync(new CommandDefinition(
                Sql.Read("find-everything-by-id"), new { first, last, limit = Most }, cancellationToken: cancellationToken));
            hits.AddRange(await results.ReadAsync<SearchHit>());
            IEnumerable<SearchHit> operations = await results.ReadAsync<SearchHit>();
            hits.AddRange(hits.Count == 0 ? operations : []);
        }

        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long number))
        {
            hits.AddRange(await connection.QueryAsync<SearchHit>(new CommandDefinition(
                Sql.Read("find-everything-by-number"), new { number, kinds = EvidenceQuery.Kinds.ToArray(), limit = Most }, cancellationToken: cancellationToken)));
        }

        if (text.Contains('@', StringComparison.Ordinal))
        {
            hits.AddRange(await connection.QueryAsync<SearchHit>(new CommandDefinition(
                Sql.Read("find-person-by-address"), new { text, limit = Most }, cancellationToken: cancellationToken)));
        }

        if (hits.Count == 0 && !Guid.TryParse(text, out _))
        {
            hits.AddRange(await connection.QueryAsync<SearchHit>(new CommandDefinition(
                Sql.Read("find-everything-by-words"), new { text, words = WordSearch.Of(text), limit = Most }, cancellationToken: cancellationToken)));
        }

        Dictionary<Guid, string> names = (await connection.QueryAsync<(Guid Id, string Name)>(new CommandDefinition(
            Sql.Read("names-of-workspaces"), new { ids = hits.Select(static hit => hit.WorkspaceId).OfType<Guid>().Distinct().ToArray() }, cancellationToken: cancellationToken)))
            .ToDictionary(static row => row.Id, static row => row.Name);
        return [.. hits.DistinctBy(static hit => (hit.What, hit.WorkspaceId, hit.Id))
            .Select(hit => hit with { Workspace = hit.WorkspaceId is { } id ? names.GetValueOrDefault(id) : null })];
    }
}
