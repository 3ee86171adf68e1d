using Dapper;
using Npgsql;

namespace Offboarding.Dashboard.Reading;

/// <summary>Reads what waits for an operator.</summary>
public sealed class FailureReader(DashboardDatabase database)
{
    private const int PageSize = 50;

    /// <summary>Failed steps by step and kind of error, the most first.</summary>
    public async Task<IReadOnlyList<FailureGroup>> GroupsAsync(CancellationToken cancellationToken)
    {
        await using NpgsqlConnection connection = await database.OpenAsync(cancellationToken);
        return [.. await connection.QueryAsync<FailureGroup>(
            new CommandDefinition(Sql.Read("list-failure-groups.sql"), cancellationToken: cancellationToken))];
    }

    /// <summary>The failures of one group, newest first.</summary>
    public async Task<Page<FailureRow>> ListAsync(string step, string kind, Cursor? before, CancellationToken cancellationToken)
    {
        await using NpgsqlConnection connection = await database.OpenAsync(cancellationToken);
        List<FailureRow> rows = [.. await connection.QueryAsync<FailureRow>(new CommandDefinition(
            Sql.Read("list-failures.sql"),
            new { step, kind, beforeAt = before?.At, beforeId = before?.Id, limit = PageSize + 1 },
            cancellationToken: cancellationToken))];
        List<FailureRow> shown = rows.Count > PageSize ? rows[..PageSize] : rows;
        return new Page<FailureRow>(shown, rows.Count > PageSize ? new Cursor(shown[^1].FailedAt, shown[^1].CaseId) : null);
    }

    /// <summary>How many a group has.</summary>
    public async Task<long> CountAsync(string step, string kind, CancellationToken cancellationToken)
    {
        await using NpgsqlConnection connection = await database.OpenAsync(cancellationToken);
        return await connection.ExecuteScalarAsync<long>(
            new CommandDefinition(Sql.Read("count-failures.sql"), new { step, kind }, cancellationToken: cancellationToken));
    }
}
