using Dapper;
using Microsoft.Extensions.Options;
using Npgsql;
using Offboarding.Worker.Infrastructure;
using Offboarding.Worker.Infrastructure.Database;
using Offboarding.Worker.Infrastructure.Outbox;
using Offboarding.Worker.Steps;

namespace Offboarding.Worker.Departures;

/// <summary>
/// Looks at the lines of lists, batch by batch, the lists in turn (F6). Any worker may do it, and may be killed at it: the lines that wait are what
/// is left to do.
/// </summary>
internal sealed class ListSweep(NpgsqlDataSource database, ListProcessor desk, OutboxSignal outbox, IOptions<StepsOptions> options, TimeProvider time, ILogger<ListSweep> log)
    : Sweep("Lists", options.Value.SweepEvery, log)
{
    private readonly LockedWorkspaces _locked = new(time);

    protected internal override async Task<bool> LookAsync(CancellationToken cancellationToken)
    {
        bool more = false;
        foreach ((Guid listId, Guid workspaceId, bool answered) in await ToDoAsync(cancellationToken))
        {
            await _locked.UnlessAsync(workspaceId, async () =>
                more |= answered ? await desk.CompleteAsync(workspaceId, listId, cancellationToken) : await desk.AnswerAsync(workspaceId, listId, cancellationToken));
            outbox.Set();
        }

        return more;
    }

    private async Task<List<(Guid ListId, Guid WorkspaceId, bool Answered)>> ToDoAsync(CancellationToken cancellationToken)
    {
        await using NpgsqlConnection connection = await database.OpenConnectionAsync(cancellationToken);
        return [.. await connection.QueryAsync<(Guid, Guid, bool)>(new CommandDefinition(Sql.Read("lists-to-do"), cancellationToken: cancellationToken))];
    }
}
