using Dapper;
using Microsoft.Extensions.Options;
using Npgsql;
using Offboarding.Dashboard.Lists;
using Offboarding.Dashboard.Pages.Trends;
using Offboarding.Dashboard.Queries;

namespace Offboarding.Dashboard.Pages.Workspaces;

/// <summary>Reads what goes on in one workspace.</summary>
public sealed class WorkspaceReader(DashboardDatabase database, IOptions<DashboardOptions> options)
{
    /// <summary>One round trip; null: there is no such workspace.</summary>
    public async Task<WorkspaceDetails?> ReadAsync(Guid workspace, DayRange range, CancellationToken cancellationToken)
    {
        await using NpgsqlConnection connection = await database.OpenAsync(cancellationToken);
        await using SqlMapper.GridReader results = await connection.QueryMultipleAsync(new CommandDefinition(
            Sql.Read("read-workspace"), new { workspace, begins = range.Begins, ends = range.Ends, target = options.Value.LockoutTarget }, cancellationToken: cancellationToken));
        return await results.ReadSingleOrDefaultAsync<WorkspaceCounts>() is { } counts
            ? new WorkspaceDetails(
                counts,
                [.. await results.ReadAsync<OpenCases>()],
                [.. await results.ReadAsync<FailingGroup>()],
                await results.ReadSingleAsync<WaitingThere>(),
                [.. await results.ReadAsync<WeekRow>()],
                [.. await results.ReadAsync<StepRate>()],
                [.. await results.ReadAsync<LatestCase>()])
            : null;
    }
}
