using Dapper;
using Npgsql;
using Offboarding.Dashboard.Queries;

namespace Offboarding.Dashboard.Pages.Operation;

/// <summary>Reads bulk acts.</summary>
public sealed class OperationReader(DashboardDatabase database)
{
    private const int PageSize = 50;

    /// <summary>One page, newest first: those that were confirmed, and what this person has not confirmed yet.</summary>
    public async Task<Page<OperationRow>> ListAsync(string me, Cursor? before, CancellationToken cancellationToken)
    {
        await using NpgsqlConnection connection = await database.OpenAsync(cancellationToken);
        List<OperationRow> rows = [.. await connection.QueryAsync<OperationRow>(new CommandDefinition(
            Sql.Read("list-operations"),
            new { me, beforeAt = before?.At, beforeId = before?.Id, limit = PageSize + 1 },
            cancellationToken: cancellationToken))];
        List<OperationRow> shown = rows.Count > PageSize ? rows[..PageSize] : rows;
        return new Page<OperationRow>(shown, rows.Count > PageSize ? new Cursor(shown[^1].FrozenAt, shown[^1].Id) : null);
    }

    /// <summary>One operation with its items after a number; null: there is none with this id.</summary>
    public async Task<OperationDetails?> ReadAsync(Guid id, int after, CancellationToken cancellationToken)
    {
        await using NpgsqlConnection connection = await database.OpenAsync(cancellationToken);
        await using SqlMapper.GridReader results = await connection.QueryMultipleAsync(new CommandDefinition(
            Sql.Read("read-operation"), new { id, after, limit = PageSize + 1 }, cancellationToken: cancellationToken));
        OperationRow? row = await results.ReadSingleOrDefaultAsync<OperationRow>();
        List<OperationItemRow> items = [.. await results.ReadAsync<OperationItemRow>()];
        List<Asker> askers = [.. await results.ReadAsync<Asker>()];
        List<WorkspaceShare> workspaces = [.. await results.ReadAsync<WorkspaceShare>()];
        return row is null ? null : new OperationDetails(
            row, items.Count > PageSize ? items[..PageSize] : items, items.Count > PageSize ? items[PageSize - 1].Number : null, askers, workspaces);
    }

    /// <summary>The newest operations on one group of failures.</summary>
    public async Task<IReadOnlyList<OperationRow>> OfGroupAsync(string step, string kind, CancellationToken cancellationToken)
    {
        await using NpgsqlConnection connection = await database.OpenAsync(cancellationToken);
        return [.. await connection.QueryAsync<OperationRow>(
            new CommandDefinition(Sql.Read("operations-of-group"), new { step, kind }, cancellationToken: cancellationToken))];
    }
}
