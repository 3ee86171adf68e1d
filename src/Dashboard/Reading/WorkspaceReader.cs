using Dapper;
using Microsoft.Extensions.Options;
using Npgsql;
using Offboarding.Dashboard.Lists;
using Offboarding.Dashboard.Privacy;

namespace Offboarding.Dashboard.Reading;

/// <summary>Reads what goes on in one workspace.</summary>
public sealed class WorkspaceReader(DashboardDatabase database, IOptions<DashboardOptions> options)
{
    /// <summary>One round trip; null: there is no such workspace.</summary>
    public async Task<WorkspaceDetails?> ReadAsync(Guid workspace, DayRange range, CancellationToken cancellationToken)
    {
        await using NpgsqlConnection connection = await database.OpenAsync(cancellationToken);
        await using SqlMapper.GridReader results = await connection.QueryMultipleAsync(new CommandDefinition(
            Sql.Read("read-workspace.sql"), new { workspace, begins = range.Begins, ends = range.Ends, target = options.Value.LockoutTarget }, cancellationToken: cancellationToken));
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

/// <summary>What goes on in one workspace.</summary>
/// <param name="Counts">People and seats.</param>
/// <param name="Open">Unfinished cases by state.</param>
/// <param name="Failing">What fails or is retried.</param>
/// <param name="Waiting">What waits for somebody.</param>
/// <param name="Weeks">Departures by the week of their request, the oldest first; weeks without any are left out.</param>
/// <param name="Steps">How often steps failed.</param>
/// <param name="Latest">The last ten cases.</param>
public sealed record WorkspaceDetails(
    WorkspaceCounts Counts, IReadOnlyList<OpenCases> Open, IReadOnlyList<FailingGroup> Failing, WaitingThere Waiting, IReadOnlyList<WeekRow> Weeks,
    IReadOnlyList<StepRate> Steps, IReadOnlyList<LatestCase> Latest);

/// <summary>Steps of a workspace that failed, or are retried, with the same kind of error.</summary>
public sealed record FailingGroup
{
    /// <summary>failed or retrying.</summary>
    public string Status { get; init; } = "";

    public string Step { get; init; } = "";

    public string Kind { get; init; } = "";

    public long Steps { get; init; }
}

/// <summary>What waits for somebody in a workspace.</summary>
public sealed record WaitingThere
{
    /// <summary>Refused requests, up to 1,000.</summary>
    public long Refused { get; init; }

    /// <summary>Mass changes that wait for a second person.</summary>
    public long Approvals { get; init; }
}

/// <summary>A week that begins on a Monday, UTC.</summary>
public sealed record WeekRow
{
    public DateOnly Week { get; init; }

    public long Requested { get; init; }

    public long Completed { get; init; }

    /// <summary>Lockouts that took longer than the target.</summary>
    public long Late { get; init; }

    /// <summary>95 of 100 lockouts took this long or less; null: there was none.</summary>
    public TimeSpan? Lockout95 { get; init; }

    /// <summary>Attempts that failed; not told for one workspace.</summary>
    public long Failed { get; init; }
}

/// <summary>How often a step failed.</summary>
public sealed record StepRate
{
    public string Step { get; init; } = "";

    /// <summary>How many there were: steps that began, or departures that were requested.</summary>
    public long Steps { get; init; }

    /// <summary>How many failed once or more.</summary>
    public long Failed { get; init; }

    /// <summary>Attempts that failed.</summary>
    public long Attempts { get; init; }
}

/// <summary>One of the last cases.</summary>
public sealed record LatestCase
{
    public Guid Id { get; init; }

    public string Kind { get; init; } = "";

    [PersonalData(Personal.Name)]
    public string Leaver { get; init; } = "";

    public string State { get; init; } = "";

    public DateTime RequestedAt { get; init; }

    public TimeSpan? Lockout { get; init; }
}
