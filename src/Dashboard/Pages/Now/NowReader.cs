using Dapper;
using Microsoft.Extensions.Options;
using Npgsql;
using Offboarding.Dashboard.Pages.Approvals;
using Offboarding.Dashboard.Pages.Cases;
using Offboarding.Dashboard.Queries;

namespace Offboarding.Dashboard.Pages.Now;

/// <summary>Reads what the Now page shows.</summary>
public sealed class NowReader(DashboardDatabase database, IOptions<DashboardOptions> options)
{
    /// <summary>One round trip.</summary>
    public async Task<NowDetails> ReadAsync(NowWindow window, CancellationToken cancellationToken)
    {
        await using NpgsqlConnection connection = await database.OpenAsync(cancellationToken);
        await using SqlMapper.GridReader results = await connection.QueryMultipleAsync(new CommandDefinition(
            Sql.Read("now"),
            new { window = window.Length, step = window.Step, target = options.Value.LockoutTarget },
            cancellationToken: cancellationToken));
        return new NowDetails(
            [.. await results.ReadAsync<NowBar>()],
            await results.ReadSingleAsync<LockoutTimes>(),
            [.. await results.ReadAsync<AttentionRow>()],
            [.. await results.ReadAsync<QueueRow>()],
            await results.ReadSingleOrDefaultAsync<CaseRow>(),
            [.. await results.ReadAsync<ApprovalRow>()]);
    }
}
