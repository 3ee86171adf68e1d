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
    NpgsqlDataSource database, ApprovalDesk desk, OutboxSignal outbox, IOptions<StepsOptions> options, ILogger<ApprovalSweep> log) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                foreach ((Guid approvalId, Guid workspaceId, string status) in await ToDoAsync(stoppingToken))
                {
                    await DoAsync(approvalId, workspaceId, status, stoppingToken);
                }
            }
            catch (Exception error) when (!stoppingToken.IsCancellationRequested)
            {
                log.LogWarning("Departures that wait for approval could not be looked at; tried again soon: {Error}", error.Message);
            }

            await Task.Delay(options.Value.SweepEvery, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
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
