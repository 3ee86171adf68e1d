using Dapper;
using Npgsql;
using Offboarding.Dashboard.Queries;

namespace Offboarding.Dashboard.Pages.SavedViews;

/// <summary>Pages with their filters that people have kept, each for themselves or for everybody.</summary>
public sealed class SavedViewStore(DashboardDatabase database)
{
    /// <summary>The longest name, in characters.</summary>
    public const int LongestName = 80;

    /// <summary>Those of a page that somebody sees: their own, and what others keep for everybody; at most 50.</summary>
    public async Task<IReadOnlyList<SavedViewRow>> ListAsync(string page, string actor, CancellationToken cancellationToken)
    {
        await using NpgsqlConnection connection = await database.OpenAsync(cancellationToken);
        return [.. await connection.QueryAsync<SavedViewRow>(new CommandDefinition(Sql.Read("list-saved-views"), new { page, actor }, cancellationToken: cancellationToken))];
    }

    /// <summary>Keeps a page, in the place of one that this person has under the same name.</summary>
    public async Task SaveAsync(string page, string name, string query, bool shared, string actor, CancellationToken cancellationToken)
    {
        await using NpgsqlConnection connection = await database.OpenAsync(cancellationToken);
        await connection.ExecuteAsync(new CommandDefinition(Sql.Read("save-view"), new { page, name, query, shared, actor }, cancellationToken: cancellationToken));
    }

    /// <summary>Removes one's own view, or with <paramref name="ofOthers"/> also what somebody else keeps for everybody. False: it is not there, or not theirs.</summary>
    public async Task<bool> RemoveAsync(Guid id, string actor, bool ofOthers, CancellationToken cancellationToken)
    {
        await using NpgsqlConnection connection = await database.OpenAsync(cancellationToken);
        return await connection.ExecuteScalarAsync<bool>(new CommandDefinition(Sql.Read("remove-view"), new { id, actor, ofOthers }, cancellationToken: cancellationToken));
    }
}

/// <summary>A page with its filters, kept under a name.</summary>
public sealed record SavedViewRow
{
    public Guid Id { get; init; }

    public string Name { get; init; } = "";

    /// <summary>Behind the question mark.</summary>
    public string Query { get; init; } = "";

    /// <summary>Everybody sees it.</summary>
    public bool Shared { get; init; }

    public string SavedBy { get; init; } = "";
}
