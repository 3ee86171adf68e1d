using Dapper;
using Npgsql;

namespace Offboarding.Dashboard.Queries;

/// <summary>Which workspaces a filter means by a name or an id.</summary>
internal static class WorkspaceFilter
{
    /// <summary>Those of the name or id; null: all are meant. None has no case and no entry.</summary>
    public static async Task<Guid[]?> OfAsync(NpgsqlConnection connection, string? asked, CancellationToken cancellationToken) => asked is null
        ? null
        : [.. await connection.QueryAsync<Guid>(new CommandDefinition(
            Sql.Read("find-workspaces"), new { id = Guid.TryParse(asked, out Guid id) ? id : (Guid?)null, name = asked }, cancellationToken: cancellationToken))];

    /// <summary>The same; a name or id that no workspace has is not understood.</summary>
    public static async Task<Guid[]?> OfAsync(NpgsqlConnection connection, string? asked, Filter filter, CancellationToken cancellationToken)
    {
        Guid[]? found = await OfAsync(connection, asked, cancellationToken);
        if (found is { Length: 0 })
        {
            filter.Refuse($"No workspace has the name or id “{asked}”.");
        }

        return found;
    }
}
