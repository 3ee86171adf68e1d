using Dapper;
using Npgsql;
using Offboarding.Dashboard.Queries;

namespace Offboarding.Dashboard.Jobs;

/// <summary>Reads which jobs carry the steps of cases.</summary>
internal sealed class JobReader(DashboardDatabase database)
{
    public async Task<ILookup<Guid, JobOfStep>> ReadAsync(Guid[] cases, CancellationToken cancellationToken)
    {
        await using NpgsqlConnection connection = await database.OpenAsync(cancellationToken);
        IEnumerable<JobOfStep> jobs = await connection.QueryAsync<JobOfStep>(
            new CommandDefinition(Sql.Read("jobs-of-cases"), new { cases }, cancellationToken: cancellationToken));
        return jobs.ToLookup(static job => job.CaseId);
    }
}

/// <summary>Which job carries a step.</summary>
internal sealed record JobOfStep
{
    public required Guid CaseId { get; init; }

    public required string Step { get; init; }

    public required string Status { get; init; }

    public required string JobId { get; init; }
}
