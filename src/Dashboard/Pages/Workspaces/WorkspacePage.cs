using Dapper;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using Npgsql;
using Offboarding.Dashboard.Layout;
using Offboarding.Dashboard.Lists;
using Offboarding.Dashboard.Pages.Trends;
using Offboarding.Dashboard.Privacy;
using Offboarding.Dashboard.Queries;

namespace Offboarding.Dashboard.Pages.Workspaces;

/// <summary><c>/workspaces/{id}</c>: what goes on in one workspace, and how departures went in a range of days.</summary>
public static class WorkspacePage
{
    /// <summary>Shows it.</summary>
    public static async Task<IResult> Show(
        HttpContext context, Guid id, WorkspaceReader workspaces, OverviewReader overviews, PageFrames frames, IOptions<DashboardOptions> options, TimeProvider time,
        CancellationToken cancellationToken)
    {
        var filter = Filter.Of(context.Request.Query);
        DayRange range = DayRange.Of(filter, DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime));
        if (!filter.IsUnderstood)
        {
            return frames.NotUnderstood(context, filter.NotUnderstood);
        }

        if (await workspaces.ReadAsync(id, range, cancellationToken) is not { } details)
        {
            return frames.Problem(context, StatusCodes.Status404NotFound, "No such workspace", $"There is no workspace with the id {id}.");
        }

        PageFrame frame = frames.For(context, await overviews.ReadAsync(cancellationToken));
        return new RazorComponentResult<WorkspaceView>(new { Frame = frame, Details = frame.Shown(details), Range = range, Target = options.Value.LockoutTarget });
    }
}

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

/// <summary>What waits for somebody in a workspace.</summary>
public sealed record WaitingThere
{
    /// <summary>Refused requests, up to 1,000.</summary>
    public long Refused { get; init; }

    /// <summary>Mass changes that wait for a second person.</summary>
    public long Approvals { get; init; }

    /// <summary>Cases with a step whose last attempt failed and that is tried again automatically, up to 1,000. They are also counted by their state.</summary>
    public long Retrying { get; init; }
}

/// <summary>Steps of a workspace that failed, or are retried, with the same kind of error.</summary>
public sealed record FailingGroup
{
    /// <summary>failed or retrying.</summary>
    public string Status { get; init; } = "";

    public string Step { get; init; } = "";

    public string Kind { get; init; } = "";

    public long Steps { get; init; }
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
