using Dapper;
using Npgsql;
using Offboarding.Dashboard.Privacy;
using Offboarding.Dashboard.Queries;

namespace Offboarding.Dashboard.Pages.New;

/// <summary>Reads what a departure is planned with, and what a request was answered with.</summary>
public sealed class LeaverReader(DashboardDatabase database, TimeProvider time)
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(100);

    /// <summary>People by the beginnings of words of their name or address, or by their id; at most 20.</summary>
    public async Task<IReadOnlyList<LeaverRow>> FindAsync(string text, CancellationToken cancellationToken)
    {
        await using NpgsqlConnection connection = await database.OpenAsync(cancellationToken);
        return [.. await connection.QueryAsync<LeaverRow>(
            Guid.TryParse(text, out Guid id)
                ? new CommandDefinition(Sql.Read("find-leaver-by-id"), new { id }, cancellationToken: cancellationToken)
                : new CommandDefinition(Sql.Read("find-leavers"), new { words = WordSearch.Of(text) }, cancellationToken: cancellationToken))];
    }

    /// <summary>Somebody with what they hold and who could get it; null: there is nobody with this id.</summary>
    /// <param name="workspace">Where.</param>
    /// <param name="user">Who.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <param name="among">Who is among the colleagues in any case, as long as they are active; null: nobody in particular.</param>
    /// <param name="search">Whose words of name or address begin so is among them as well, first; null: nobody was searched for.</param>
    public async Task<LeaverDetails?> ReadAsync(
        Guid workspace, Guid user, CancellationToken cancellationToken, IEnumerable<Guid>? among = null, string? search = null)
    {
        await using NpgsqlConnection connection = await database.OpenAsync(cancellationToken);
        return await ReadAsync(connection, workspace, user, null, among ?? [], search, cancellationToken);
    }

    private static async Task<LeaverDetails?> ReadAsync(
        NpgsqlConnection connection, Guid workspace, Guid user, LeaverRow? nobody, IEnumerable<Guid> among, string? search, CancellationToken cancellationToken)
    {
        await using SqlMapper.GridReader results = await connection.QueryMultipleAsync(
            new CommandDefinition(
            Sql.Read("read-leaver"),
            new { workspace, user, among = among.ToArray(), words = WordSearch.Of(search), most = LeaverDetails.MostColleagues },
            cancellationToken: cancellationToken));
        LeaverRow? leaver = await results.ReadSingleOrDefaultAsync<LeaverRow>() ?? nobody;
        return leaver is null
            ? null
            : new LeaverDetails(
                leaver,
                (await results.ReadAsync<(string Kind, long Items)>()).ToDictionary(row => row.Kind, row => row.Items),
                [.. (await results.ReadAsync<(Guid Id, string Name, bool SameTeam, bool Found, string Kind, long Items)>())
                    .GroupBy(row => (row.Id, row.Name, row.SameTeam, row.Found))
                    .Select(one => new Colleague(one.Key.Id, one.Key.Name, one.Key.SameTeam, one.Key.Found, one.ToDictionary(row => row.Kind, row => row.Items)))],
                [.. await results.ReadAsync<TeamRow>()],
                [.. await results.ReadAsync<Asker>()],
                [.. await results.ReadAsync<SavedPlanRow>()]);
    }

    /// <summary>What a list of departures is planned with: as for one person, without a person; null: there is no such workspace.</summary>
    public async Task<LeaverDetails?> ReadListAsync(Guid workspace, CancellationToken cancellationToken, IEnumerable<Guid>? among = null, string? search = null)
    {
        await using NpgsqlConnection connection = await database.OpenAsync(cancellationToken);
        string? name = await connection.QuerySingleOrDefaultAsync<string>(
            new CommandDefinition(Sql.Read("name-of-workspace"), new { workspace }, cancellationToken: cancellationToken));
        return name is null
            ? null
            : await ReadAsync(connection, workspace, Guid.Empty, new LeaverRow { WorkspaceId = workspace, Workspace = name }, among ?? [], search, cancellationToken);
    }

    /// <summary>Those of a workspace who are named by email address or id.</summary>
    public async Task<IReadOnlyList<ListedPerson>> ResolveAsync(Guid workspace, IEnumerable<string> named, CancellationToken cancellationToken)
    {
        ILookup<bool, string> isId = named.ToLookup(static who => Guid.TryParse(who, out _));
        await using NpgsqlConnection connection = await database.OpenAsync(cancellationToken);
        return [.. await connection.QueryAsync<ListedPerson>(new CommandDefinition(
            Sql.Read("resolve-people"),
            new { workspace, emails = isId[false].Select(static email => email.ToLowerInvariant()).ToArray(), ids = isId[true].Select(Guid.Parse).ToArray() },
            cancellationToken: cancellationToken))];
    }

    /// <summary>Waits for the answer to a request; null: none came in that time, and it may still come.</summary>
    public async Task<RequestAnswer?> AnswerAsync(Guid workspace, Guid request, TimeSpan patience, CancellationToken cancellationToken)
    {
        DateTimeOffset end = time.GetUtcNow() + patience;
        while (true)
        {
            await using (NpgsqlConnection connection = await database.OpenAsync(cancellationToken))
            {
                RequestAnswer? answer = await connection.QuerySingleOrDefaultAsync<RequestAnswer>(
                    new CommandDefinition(Sql.Read("answer-of-request"), new { workspace, request }, cancellationToken: cancellationToken));
                if (answer is not null || time.GetUtcNow() >= end)
                {
                    return answer;
                }
            }

            await Task.Delay(LookEvery, time, cancellationToken);
        }
    }

    /// <summary>A refusal.</summary>
    public async Task<RefusalText> RefusalAsync(Guid id, CancellationToken cancellationToken)
    {
        await using NpgsqlConnection connection = await database.OpenAsync(cancellationToken);
        return await connection.QuerySingleAsync<RefusalText>(
            new CommandDefinition(Sql.Read("read-refusal"), new { id }, cancellationToken: cancellationToken));
    }
}

/// <summary>Somebody who could receive work, with what they have now.</summary>
/// <param name="Id">The user.</param>
/// <param name="Name">Their name.</param>
/// <param name="SameTeam">In a team of the leaver.</param>
/// <param name="Found">Somebody searched for them.</param>
/// <param name="Loads">Open items by kind.</param>
public sealed record Colleague(
    Guid Id, [property: PersonalData(Personal.Name)] string Name, bool SameTeam, bool Found, IReadOnlyDictionary<string, long> Loads);

/// <summary>A plan that is kept under a name for a workspace.</summary>
public sealed record SavedPlanRow
{
    public Guid Id { get; init; }

    public string Name { get; init; } = "";

    public string SavedBy { get; init; } = "";

    public DateTimeOffset SavedAt { get; init; }
}

/// <summary>A team that could receive work.</summary>
public sealed record TeamRow
{
    public Guid Id { get; init; }

    public string Name { get; init; } = "";

    /// <summary>general or sales.</summary>
    public string Kind { get; init; } = "";

    /// <summary>Active members.</summary>
    public int Members { get; init; }
}

/// <summary>Somebody a pasted list names.</summary>
public sealed record ListedPerson
{
    public Guid Id { get; init; }

    [PersonalData(Personal.Name)]
    public string Name { get; init; } = "";

    [PersonalData(Personal.Email)]
    public string Email { get; init; } = "";

    public string Status { get; init; } = "";
}

/// <summary>Somebody who could leave.</summary>
public sealed record LeaverRow
{
    public Guid WorkspaceId { get; init; }

    public string Workspace { get; init; } = "";

    public Guid Id { get; init; }

    [PersonalData(Personal.Name)]
    public string Name { get; init; } = "";

    [PersonalData(Personal.Email)]
    public string Email { get; init; } = "";

    /// <summary>active or inactive.</summary>
    public string Status { get; init; } = "";

    public bool OwnsAccount { get; init; }

    public bool IsOwner { get; init; }

    /// <summary>A departure of theirs that is not over.</summary>
    public Guid? OpenCase { get; init; }
}

/// <summary>What one has to know to plan a departure.</summary>
/// <param name="Leaver">Who leaves.</param>
/// <param name="Holds">Open items by kind.</param>
/// <param name="Colleagues">Active users: those that were searched for, then those of the leaver's teams; at most <see cref="MostColleagues"/>.</param>
/// <param name="Teams">Teams with somebody active in them.</param>
/// <param name="Askers">On whose behalf an operator can request.</param>
/// <param name="Plans">What is kept by name for the workspace; at most 100.</param>
public sealed record LeaverDetails(
    LeaverRow Leaver, IReadOnlyDictionary<string, long> Holds, IReadOnlyList<Colleague> Colleagues, IReadOnlyList<TeamRow> Teams, IReadOnlyList<Asker> Askers,
    IReadOnlyList<SavedPlanRow> Plans)
{
    /// <summary>How many colleagues a page offers at once; the others are searched for.</summary>
    public const int MostColleagues = 60;

    /// <summary>Whether there may be colleagues who are not offered.</summary>
    public bool MayHaveMore => Colleagues.Count >= MostColleagues;
}
