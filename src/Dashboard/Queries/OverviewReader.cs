using Dapper;
using Npgsql;
using Offboarding.Dashboard.Pages.Workers;

namespace Offboarding.Dashboard.Queries;

/// <summary>Reads what the strip shows.</summary>
public sealed class OverviewReader(DashboardDatabase database)
{
    /// <summary>One round trip.</summary>
    public async Task<Overview> ReadAsync(CancellationToken cancellationToken)
    {
        await using NpgsqlConnection connection = await database.OpenAsync(cancellationToken);
        await using SqlMapper.GridReader results = await connection.QueryMultipleAsync(
            new CommandDefinition(Sql.Read("overview"), cancellationToken: cancellationToken));
        return new Overview(
            await results.ReadSingleAsync<DateTime>(),
            [.. await results.ReadAsync<WorkerRow>()],
            await results.ReadSingleAsync<OutboxState>(),
            [.. await results.ReadAsync<OpenCases>()],
            await results.ReadSingleAsync<long>(),
            await results.ReadSingleAsync<long>(),
            await results.ReadSingleAsync<long>());
    }
}

/// <summary>Messages that wait for the broker.</summary>
public sealed record OutboxState
{
    public long Rows { get; init; }

    public DateTime? OldestAt { get; init; }
}
