using Dapper;
using Microsoft.Extensions.Options;
using Npgsql;
using Offboarding.Worker.Messaging.Outbox;
using Offboarding.Worker.Persistence;
using Offboarding.Worker.Steps;

namespace Offboarding.Worker.Requests.Returns;

/// <summary>
/// Lets people in again on their day, by the database's clock, as often as the sweep of the steps looks (F2). Any worker may do it: the
/// row is looked at again under the workspace's lock, so each returns once.
/// </summary>
internal sealed class ReturnSweep(
    NpgsqlDataSource database, ReturnDesk desk, OutboxSignal outbox, IOptions<StepsOptions> options, ILogger<ReturnSweep> log) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await SweepAsync(stoppingToken);
            }
            catch (Exception error) when (!stoppingToken.IsCancellationRequested)
            {
                log.LogWarning("Returns that are due could not be looked at; tried again soon: {Error}", error.Message);
            }

            await Task.Delay(options.Value.SweepEvery, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    internal async Task SweepAsync(CancellationToken cancellationToken)
    {
        foreach ((Guid caseId, Guid workspaceId) in await DueAsync(cancellationToken))
        {
            await desk.LookAsync(workspaceId, caseId, cancellationToken);
            outbox.Set();
        }
    }

    private async Task<List<(Guid CaseId, Guid WorkspaceId)>> DueAsync(CancellationToken cancellationToken)
    {
        await using NpgsqlConnection connection = await database.OpenConnectionAsync(cancellationToken);
        return [.. await connection.QueryAsync<(Guid, Guid)>(new CommandDefinition(Sql.Read("due-returns.sql"), cancellationToken: cancellationToken))];
    }
}
