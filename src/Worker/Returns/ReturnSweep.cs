using Dapper;
using Microsoft.Extensions.Options;
using Npgsql;
using Offboarding.Worker.Infrastructure;
using Offboarding.Worker.Infrastructure.Database;
using Offboarding.Worker.Infrastructure.Outbox;
using Offboarding.Worker.Steps;

namespace Offboarding.Worker.Returns;

/// <summary>
/// Lets people in again on their day, by the database's clock, as often as the sweep of the steps looks (F2). Any worker may do it: the
/// row is looked at again under the workspace's lock, so each returns once.
/// </summary>
internal sealed class ReturnSweep(
    NpgsqlDataSource database, ReturnProcessor desk, OutboxSignal outbox, IOptions<StepsOptions> options, TimeProvider time, ILogger<ReturnSweep> log)
    : Sweep("Returns that are due", options.Value.SweepEvery, log)
{
    private readonly LockedWorkspaces _locked = new(time);

    protected internal override async Task<bool> LookAsync(CancellationToken cancellationToken)
    {
        foreach ((Guid caseId, Guid workspaceId) in await DueAsync(cancellationToken))
        {
            await _locked.UnlessAsync(workspaceId, () => desk.LookAsync(workspaceId, caseId, cancellationToken));
            outbox.Set();
        }

        return false;
    }

    private async Task<List<(Guid CaseId, Guid WorkspaceId)>> DueAsync(CancellationToken cancellationToken)
    {
        await using NpgsqlConnection connection = await database.OpenConnectionAsync(cancellationToken);
        return [.. await connection.QueryAsync<(Guid, Guid)>(new CommandDefinition(Sql.Read("due-returns"), cancellationToken: cancellationToken))];
    }
}
