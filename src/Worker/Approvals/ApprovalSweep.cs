using Dapper;
using Microsoft.Extensions.Options;
using Npgsql;
using Offboarding.Worker.Infrastructure;
using Offboarding.Worker.Infrastructure.Database;
using Offboarding.Worker.Infrastructure.Outbox;
using Offboarding.Worker.Steps;

namespace Offboarding.Worker.Approvals;

/// <summary>
/// Carries out what was decided about departures that wait (F9), as often as the sweep of the steps looks. Any worker may do it, and may be
/// killed at it: what still waits says what is left to do. What nobody decided about in time expires here as well; the job of its day shows the
/// date in Hangfire, and does it first only if the sweep is late.
/// </summary>
internal sealed class ApprovalSweep(
    NpgsqlDataSource database, ApprovalProcessor desk, OutboxSignal outbox, IOptions<StepsOptions> options, ILogger<ApprovalSweep> log)
    : Sweep("Departures that wait for approval", options.Value.SweepEvery, log)
{
    protected internal override async Task<bool> LookAsync(CancellationToken cancellationToken)
    {
        foreach ((Guid approvalId, Guid workspaceId, _) in await ToDoAsync(expired: false, cancellationToken))
        {
            await WorkspaceLock.OrLaterAsync(async () =>
            {
                while (await desk.CarryOutAsync(workspaceId, approvalId, cancellationToken) > 0)
                {
                    outbox.Set();
                }
            });
        }

        await ExpireDueAsync(cancellationToken);
        return false;
    }

    /// <summary>Ends what nobody decided about in time.</summary>
    /// <returns>The number of requests for approval that were due.</returns>
    public async Task<int> ExpireDueAsync(CancellationToken cancellationToken)
    {
        List<(Guid ApprovalId, Guid WorkspaceId, string Status)> due = await ToDoAsync(expired: true, cancellationToken);
        foreach ((Guid approvalId, Guid workspaceId, _) in due)
        {
            await WorkspaceLock.OrLaterAsync(() => desk.ExpireAsync(workspaceId, approvalId, cancellationToken));
            outbox.Set();
        }

        return due.Count;
    }

    private async Task<List<(Guid ApprovalId, Guid WorkspaceId, string Status)>> ToDoAsync(bool expired, CancellationToken cancellationToken)
    {
        await using NpgsqlConnection connection = await database.OpenConnectionAsync(cancellationToken);
        return [.. await connection.QueryAsync<(Guid, Guid, string)>(new CommandDefinition(
            Sql.Read("approvals-to-do"), new { expired }, cancellationToken: cancellationToken))];
    }
}
