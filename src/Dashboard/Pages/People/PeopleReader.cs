using Dapper;
using Npgsql;
using Offboarding.Dashboard.Lists;
using Offboarding.Dashboard.Pages.Holds;
using Offboarding.Dashboard.Pages.New;
using Offboarding.Dashboard.Queries;

namespace Offboarding.Dashboard.Pages.People;

/// <summary>Reads workspaces with their people, and one person.</summary>
public sealed class PeopleReader(DashboardDatabase database)
{
    /// <summary>Rows of a page.</summary>
    public const int PageSize = 50;

    private const int Found = 20;

    /// <summary>Workspaces by name with their counts; one more than a page, to know whether there is another.</summary>
    public async Task<IReadOnlyList<WorkspaceCounts>> WorkspacesAsync(Guid? after, CancellationToken cancellationToken)
    {
        await using NpgsqlConnection connection = await database.OpenAsync(cancellationToken);
        return [.. await connection.QueryAsync<WorkspaceCounts>(
            new CommandDefinition(Sql.Read("list-workspaces"), new { after, limit = PageSize + 1 }, cancellationToken: cancellationToken))];
    }

    /// <summary>The name of a workspace; null: there is none with this id.</summary>
    public async Task<string?> NameOfAsync(Guid workspace, CancellationToken cancellationToken)
    {
        await using NpgsqlConnection connection = await database.OpenAsync(cancellationToken);
        return await connection.QuerySingleOrDefaultAsync<string>(
            new CommandDefinition(Sql.Read("name-of-workspace"), new { workspace }, cancellationToken: cancellationToken));
    }

    /// <summary>People of any workspace, by the beginnings of words of name or address, or by their id; at most 20.</summary>
    public async Task<IReadOnlyList<LeaverRow>> FindAsync(string text, CancellationToken cancellationToken)
    {
        await using NpgsqlConnection connection = await database.OpenAsync(cancellationToken);
        Guid? id = Guid.TryParse(text, out Guid parsed) ? parsed : null;
        return [.. await connection.QueryAsync<LeaverRow>(new CommandDefinition(
            Sql.Read(id is null ? "find-anybody" : "find-anybody-by-id"), new { words = id is null ? WordSearch.Of(text) : null, id, limit = Found },
            cancellationToken: cancellationToken))];
    }

    /// <summary>One page of the people of a workspace; null: there is no such workspace.</summary>
    /// <param name="workspace">Its id.</param>
    /// <param name="query">Who is asked for.</param>
    /// <param name="byName">Sorted by name, which only somebody who sees names may ask for.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<PeopleList?> ListAsync(Guid workspace, PeopleQuery query, bool byName, CancellationToken cancellationToken)
    {
        await using NpgsqlConnection connection = await database.OpenAsync(cancellationToken);
        await using SqlMapper.GridReader results = await connection.QueryMultipleAsync(new CommandDefinition(
            Sql.Read("list-people"),
            new { workspace, status = query.Status, words = WordSearch.Of(query.Search), after = query.After, byName, limit = PageSize + 1 },
            cancellationToken: cancellationToken));
        WorkspaceCounts? counts = await results.ReadSingleOrDefaultAsync<WorkspaceCounts>();
        List<UserRow> rows = [.. await results.ReadAsync<UserRow>()];
        return counts is null ? null : new PeopleList(counts, [.. rows.Take(PageSize)], rows.Count > PageSize ? rows[PageSize - 1].Id : null);
    }

    /// <summary>One person; null: there is nobody with this id in the workspace.</summary>
    public async Task<PersonDetails?> ReadAsync(Guid workspace, Guid user, CancellationToken cancellationToken)
    {
        await using NpgsqlConnection connection = await database.OpenAsync(cancellationToken);
        await using SqlMapper.GridReader results = await connection.QueryMultipleAsync(
            new CommandDefinition(Sql.Read("read-person"), new { workspace, user }, cancellationToken: cancellationToken));
        PersonFacts? facts = await results.ReadSingleOrDefaultAsync<PersonFacts>();
        return facts is null
            ? null
            : new PersonDetails(
                facts,
                [.. await results.ReadAsync<OpenWorkRow>()],
                [.. await results.ReadAsync<PersonCase>()],
                [.. await results.ReadAsync<HoldRow>()],
                [.. await results.ReadAsync<Asker>()]);
    }
}
