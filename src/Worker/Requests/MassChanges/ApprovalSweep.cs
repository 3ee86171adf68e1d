using Dapper;
using Microsoft.Extensions.Options;
using Npgsql;
using Offboarding.Worker.Messaging.Outbox;
using Offboarding.Worker.Persistence;
using Offboarding.Worker.Steps;

namespace Offboarding.Worker.Requests.MassChanges;

/// <summary>
/// Carries out what was decided about departures that wait, and lets pass what nobody decided about in time (F9), as often as the sweep of the
/// steps looks. Any worker may do it, and may be killed at it: what still waits says what is left to do.
/// </summary>
internal sealed class ApprovalSweep(
    NpgsqlDataSource database, ApprovalDesk desk, OutboxSignal outbox, IOptions<StepsOptions> options, ILogger<ApprovalSweep> log)
    : Sweep("Departures that wait for approval", options.Value.SweepEvery, log)
{
    protected internal override async Task<bool> LookAsync(CancellationToken cancellationToken)
    {
        foreach ((Guid approvalId, Guid workspaceId, string status) in await ToDoAsync(cancellationToken))
        {
            await DoAsync(approvalId, workspaceId, status, cancellationToken);
        }

        return false;
    }

    private async Task DoAsync(Guid approvalId, Guid workspaceId, string status, CancellationToken cancellationToken)
    {
        if (status == "open")
        {
            await desk.ExpireAsync(workspaceId, approvalId, cancellationToken);
        }

        while (await desk.CarryOutAsync(workspaceId, approvalId, cancellationToken) > 0)
        {
            outbox.Set();
        }
    }

    private async Task<List<(Guid ApprovalId, Guid WorkspaceId, string Status)>> ToDoAsync(CancellationToken cancellationToken)
    {
        await using NpgsqlConnection connection = await database.OpenConnectionAsync(cancellationToken);
        return [.. await connection.QueryAsync<(Guid, Guid, string)>(new CommandDefinition(Sql.Read("approvals-to-do.sql"), cancellationToken: cancellationToken))];
    }
}
