using Dapper;
using Npgsql;
using Offboarding.Dashboard.Queries;

namespace Offboarding.Dashboard.Pages.Workers;

/// <summary>Reads the worker processes.</summary>
public sealed class WorkerReader(DashboardDatabase database)
{
    /// <summary>Those that are alive first.</summary>
    public async Task<IReadOnlyList<WorkerRow>> ListAsync(CancellationToken cancellationToken)
    {
        await using NpgsqlConnection connection = await database.OpenAsync(cancellationToken);
        return [.. await connection.QueryAsync<WorkerRow>(new CommandDefinition(Sql.Read("list-workers"), cancellationToken: cancellationToken))];
    }
}
