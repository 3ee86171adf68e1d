using System.Collections.Concurrent;
using Dapper;
using Microsoft.Extensions.Options;
using Npgsql;
using Offboarding.Dashboard.Queries;
using Offboarding.Dashboard.Security;

namespace Offboarding.Dashboard.Pages.Trends;

/// <summary>
/// Reads what happened week by week, in all workspaces. A week that is over is read once in the life of the process: its times are past. A week
/// counts as over one day after its end, so that a clock that is slow changes nothing.
/// </summary>
public sealed class TrendReader(DashboardDatabase database, IOptions<DashboardOptions> options, TimeProvider time)
{
    private readonly ConcurrentDictionary<DateOnly, TrendWeek> known = [];

    /// <summary>The weeks of a range, the oldest first.</summary>
    public async Task<IReadOnlyList<TrendWeek>> ReadAsync(DayRange range, CancellationToken cancellationToken)
    {
        List<TrendWeek> weeks = [];
        foreach (DateOnly monday in range.Weeks())
        {
            weeks.Add(IsShared && known.TryGetValue(monday, out TrendWeek? before) ? before : await ReadAsync(monday, cancellationToken));
        }

        return weeks;
    }

    /// <summary>What somebody sees who is limited to some workspaces is not what others see.</summary>
    private static bool IsShared => WorkspaceLimit.Current is not { IsLimited: true };

    private async Task<TrendWeek> ReadAsync(DateOnly monday, CancellationToken cancellationToken)
    {
        DateTime begins = monday.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc);
        await using NpgsqlConnection connection = await database.OpenAsync(cancellationToken);
        await using SqlMapper.GridReader results = await connection.QueryMultipleAsync(new CommandDefinition(
            Sql.Read("trend-of-week"), new { begins, ends = begins.AddDays(7), target = options.Value.LockoutTarget }, cancellationToken: cancellationToken));
        WeekRow row = await results.ReadSingleAsync<WeekRow>();
        List<StepRate> steps = [.. await results.ReadAsync<StepRate>()];
        var week = new TrendWeek(row with { Week = monday, Failed = steps.Sum(static step => step.Attempts) }, steps);
        if (IsShared && begins.AddDays(8) < time.GetUtcNow().UtcDateTime)
        {
            known[monday] = week;
        }

        return week;
    }
}

/// <summary>What happened in a week.</summary>
/// <param name="Row">The figures.</param>
/// <param name="Steps">Steps that failed then, with how many cases and attempts.</param>
public sealed record TrendWeek(WeekRow Row, IReadOnlyList<StepRate> Steps);

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
