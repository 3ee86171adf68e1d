using Dapper;
using Npgsql;
using Offboarding.Dashboard.Queries;

namespace Offboarding.Dashboard.Pages.Scheduled;

/// <summary>Reads what is to happen on a day or at a time to come.</summary>
public sealed class ScheduledReader(DashboardDatabase database)
{
    /// <summary>Rows of each list; one more is read, to know whether there are more.</summary>
    public const int Most = 50;

    /// <summary>One round trip.</summary>
    public async Task<ScheduledDetails> ReadAsync(CancellationToken cancellationToken)
    {
        await using NpgsqlConnection connection = await database.OpenAsync(cancellationToken);
        await using SqlMapper.GridReader results = await connection.QueryMultipleAsync(
            new CommandDefinition(Sql.Read("scheduled"), cancellationToken: cancellationToken));
        return new ScheduledDetails(
            [.. await results.ReadAsync<LastDayRow>()],
            [.. await results.ReadAsync<LastDayRow>()],
            [.. await results.ReadAsync<ReturnRow>()],
            [.. await results.ReadAsync<RetryRow>()],
            [.. await results.ReadAsync<Asker>()]);
    }
}
