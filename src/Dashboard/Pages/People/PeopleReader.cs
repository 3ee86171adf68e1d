using Dapper;
using Npgsql;
using Offboarding.Dashboard.Layout;
using Offboarding.Dashboard.Lists;
using Offboarding.Dashboard.Live;
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

/// <summary>A page of the people of a workspace.</summary>
/// <param name="Workspace">Counts of all of them, and its seats.</param>
/// <param name="People">By name; for whoever does not see names by id.</param>
/// <param name="Next">The last one, where the next page begins; null: there is none.</param>
public sealed record PeopleList(WorkspaceCounts Workspace, IReadOnlyList<UserRow> People, Guid? Next);

/// <summary>Everything the page of a person shows.</summary>
/// <param name="Facts">Who they are, and what decides what can be done.</param>
/// <param name="Holds">Open work by kind.</param>
/// <param name="Cases">What was done about them, the newest first.</param>
/// <param name="LegalHolds">Those that stand and those that were lifted, the newest first.</param>
/// <param name="Askers">On whose behalf an operator can request.</param>
public sealed record PersonDetails(
    PersonFacts Facts, IReadOnlyList<OpenWorkRow> Holds, IReadOnlyList<PersonCase> Cases, IReadOnlyList<HoldRow> LegalHolds, IReadOnlyList<Asker> Askers);

/// <summary>A case about somebody. Times are UTC.</summary>
public sealed record PersonCase
{
    public Guid Id { get; init; }

    /// <summary>deactivate, reassign, undo or delete.</summary>
    public string Kind { get; init; } = "";

    public string State { get; init; } = "";

    public string Reason { get; init; } = "";

    public DateTime RequestedAt { get; init; }

    public DateTime DueAt { get; init; }

    public DateTime? CompletedAt { get; init; }
}

/// <summary>People of a workspace.</summary>
public sealed class PeopleLive(PeopleReader people, Fragments fragments) : LiveReader<LiveView.People>(fragments)
{
    /// <inheritdoc/>
    protected override async Task<LiveContent?> ReadAsync(LiveView.People view, Overview overview, CancellationToken cancellationToken)
    {
        if (await people.ListAsync(view.Workspace, view.Query, view.Personal, cancellationToken) is not { } read)
        {
            return null;
        }

        PeopleList list = Shown(read, view);
        return Whole<PeopleTable>($"{list.Workspace} {string.Join('\n', list.People)} {list.Next}", new() { ["List"] = list, ["Query"] = view.Query });
    }
}
