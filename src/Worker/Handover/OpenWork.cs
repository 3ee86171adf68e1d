using Dapper;
using Npgsql;
using Offboarding.Worker.Infrastructure.Database;

namespace Offboarding.Worker.Handover;

/// <summary>Counts open work, out of the index alone.</summary>
internal static class OpenWork
{
    /// <summary>How many open items of each kind of work one person has; kinds they have none of are not in it.</summary>
    public static async Task<IReadOnlyDictionary<string, long>> OfAsync(
        NpgsqlConnection connection, Guid workspaceId, Guid userId, CancellationToken cancellationToken) =>
        (await connection.QueryAsync<(string Kind, long Items)>(new CommandDefinition(
            Sql.Read("open-work"), new { workspaceId, userId }, cancellationToken: cancellationToken)))
        .Where(w => w.Items > 0).ToDictionary(w => w.Kind, w => w.Items);

    /// <summary>The same of many, by person; whoever has nothing is in it with nothing.</summary>
    public static async Task<IReadOnlyDictionary<Guid, Dictionary<string, long>>> OfAllAsync(
        NpgsqlConnection connection, Guid workspaceId, IReadOnlyCollection<Guid> people, CancellationToken cancellationToken)
    {
        Dictionary<Guid, Dictionary<string, long>> open = people.ToDictionary(static one => one, static _ => new Dictionary<string, long>());
        foreach (WorkKind kind in WorkKind.All)
        {
            foreach ((Guid one, long items) in await CountAsync(connection, kind, workspaceId, people, cancellationToken))
            {
                open[one][kind.Name] = items;
            }
        }

        return open;
    }

    /// <summary>How many open items of a kind each of some people has; who has none is not in it.</summary>
    public static async Task<IReadOnlyDictionary<Guid, long>> CountAsync(
        NpgsqlConnection connection, WorkKind kind, Guid workspaceId, IEnumerable<Guid> people, CancellationToken cancellationToken) =>
        (await connection.QueryAsync<(Guid UserId, long Items)>(new CommandDefinition(
            kind.Statement("load-items"), new { workspaceId, people = people.ToArray() }, cancellationToken: cancellationToken)))
        .ToDictionary(l => l.UserId, l => l.Items);

    /// <summary>The workspace has the policy <c>requireCompleteHandover</c> (C6).</summary>
    public static Task<bool> MustAllBeGivenAsync(NpgsqlConnection connection, Guid workspaceId, CancellationToken cancellationToken) =>
        connection.ExecuteScalarAsync<bool>(new CommandDefinition(
            Sql.Read("requires-complete-handover"), new { workspaceId }, cancellationToken: cancellationToken));
}
