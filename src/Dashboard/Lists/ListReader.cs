using Dapper;
using Npgsql;
using Offboarding.Dashboard.Queries;

namespace Offboarding.Dashboard.Lists;

/// <summary>Reads who and what is in a workspace, page by page along the key: rows that come and go meanwhile move nothing.</summary>
public sealed class ListReader(DashboardDatabase database)
{
    /// <summary>Users of one status, or of all.</summary>
    /// <returns>Null: there is no such workspace.</returns>
    public async Task<UserList?> UsersAsync(Guid workspaceId, string? status, Guid? after, int limit, CancellationToken cancellationToken)
    {
        await using NpgsqlConnection connection = await database.OpenAsync(cancellationToken);
        if (await CountsAsync(connection, workspaceId, cancellationToken) is not { } counts)
        {
            return null;
        }

        UserRow[] rows = [.. await connection.QueryAsync<UserRow>(new CommandDefinition(
            Sql.Read("list-users"), new { workspaceId, status, after, limit = limit + 1 }, cancellationToken: cancellationToken))];
        return new UserList(counts, [.. rows.Take(limit)], rows.Length > limit ? rows[limit - 1].Id : null);
    }

    /// <summary>The default list of contacts, or the archived ones (E4).</summary>
    /// <returns>Null: there is no such workspace.</returns>
    public async Task<ContactList?> ContactsAsync(Guid workspaceId, bool archived, long? after, int limit, CancellationToken cancellationToken)
    {
        await using NpgsqlConnection connection = await database.OpenAsync(cancellationToken);
        if (await CountsAsync(connection, workspaceId, cancellationToken) is null)
        {
            return null;
        }

        ContactRow[] rows = [.. await connection.QueryAsync<ContactRow>(new CommandDefinition(
            Sql.Read(archived ? "list-archived-contacts" : "list-contacts"), new { workspaceId, after, limit = limit + 1 },
            cancellationToken: cancellationToken))];
        return new ContactList([.. rows.Take(limit)], rows.Length > limit ? rows[limit - 1].Id : null);
    }

    private static Task<WorkspaceCounts?> CountsAsync(NpgsqlConnection connection, Guid workspaceId, CancellationToken cancellationToken) =>
        connection.QuerySingleOrDefaultAsync<WorkspaceCounts>(new CommandDefinition(
            Sql.Read("workspace-counts"), new { workspaceId }, cancellationToken: cancellationToken));
}

/// <summary>A page of the contacts of a workspace.</summary>
/// <param name="Contacts">In the order of their ids.</param>
/// <param name="Next">What <c>after</c> is for the next page; null: this is the last.</param>
public sealed record ContactList(IReadOnlyList<ContactRow> Contacts, long? Next);

/// <summary>A page of the users of a workspace.</summary>
/// <param name="Workspace">Counts of all of them, whatever was asked for.</param>
/// <param name="Users">In the order of their ids.</param>
/// <param name="Next">What <c>after</c> is for the next page; null: this is the last.</param>
public sealed record UserList(WorkspaceCounts Workspace, IReadOnlyList<UserRow> Users, Guid? Next);
