using Dapper;
using Microsoft.AspNetCore.Http.HttpResults;
using Npgsql;
using Offboarding.Dashboard.Layout;
using Offboarding.Dashboard.Live;
using Offboarding.Dashboard.Queries;

namespace Offboarding.Dashboard.Pages.Workers;

/// <summary><c>/workers</c>: each worker process with its heartbeat and what it does now.</summary>
public static class WorkersPage
{
    /// <summary>Shows the workers of the last day.</summary>
    public static async Task<IResult> Show(
        HttpContext context, WorkerReader workers, OverviewReader overviews, PageFrames frames, CancellationToken cancellationToken)
    {
        PageFrame frame = frames.For(context, await overviews.ReadAsync(cancellationToken));
        return new RazorComponentResult<WorkersView>(new { Frame = frame, Workers = frame.Shown(await workers.ListAsync(cancellationToken)) });
    }
}

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

/// <summary>The workers.</summary>
public sealed class WorkersLive(WorkerReader workers, Fragments fragments) : LiveReader<LiveView.Workers>(fragments)
{
    /// <inheritdoc/>
    protected override async Task<LiveContent?> ReadAsync(LiveView.Workers view, Overview overview, CancellationToken cancellationToken)
    {
        IReadOnlyList<WorkerRow> rows = Shown(await workers.ListAsync(cancellationToken), view);
        return Whole<WorkerList>(string.Join('\n', rows), new() { ["Workers"] = rows });
    }
}

/// <summary>A step that a worker works on.</summary>
/// <param name="CaseId">The case.</param>
/// <param name="Step">The step's name.</param>
/// <param name="Since">When it was taken in hand, by the worker's clock.</param>
public sealed record StepInHand(Guid CaseId, string Step, DateTimeOffset Since);
