using System.Text.Json;
using Dapper;
using Npgsql;
using Offboarding.Dashboard.Layout;
using Offboarding.Dashboard.Reading;

namespace Offboarding.Dashboard.Acting;

/// <summary>Bulk acts: the set is frozen on the server, then confirmed with a reason, and can be stopped. The worker does the rest.</summary>
public sealed class OperationDesk(DashboardDatabase database, OperationReader operations)
{
    /// <summary>Freezes what an operation would cover; nothing is sent.</summary>
    /// <param name="kind"><c>retry-steps</c> or <c>replay-messages</c>.</param>
    /// <param name="scope">Ids, or what all of them have in common.</param>
    /// <param name="actor">Who will be asked to confirm it.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<Guid> FreezeAsync(string kind, object scope, string actor, CancellationToken cancellationToken)
    {
        await using NpgsqlConnection connection = await database.OpenAsync(cancellationToken);
        return await connection.QuerySingleAsync<Guid>(new CommandDefinition(
            Sql.Read("freeze-operation.sql"), new { kind, scope = JsonSerializer.Serialize(scope, JsonSerializerOptions.Web), actor }, cancellationToken: cancellationToken));
    }

    /// <summary>Confirms a frozen set.</summary>
    public Task<ActOutcome> StartAsync(Guid id, string actor, string? why, CancellationToken cancellationToken) => why is null
        ? Task.FromResult(new ActOutcome(false, "Say why, for the audit trail. Nothing was done."))
        : ActAsync("start-operation.sql", id, actor, why, static row => new ActOutcome(true, $"Started for {Words.Number(row.Asked)}.", row.Id), cancellationToken);

    /// <summary>Stops a running one: what was not sent is not sent any more.</summary>
    public Task<ActOutcome> StopAsync(Guid id, string actor, string? why, CancellationToken cancellationToken) =>
        ActAsync("stop-operation.sql", id, actor, why, static row => new ActOutcome(true, "Stopped. Nothing more is sent; what was sent goes on.", row.Id), cancellationToken);

    private async Task<ActOutcome> ActAsync(
        string statement, Guid id, string actor, string? why, Func<OperationRow, ActOutcome> done, CancellationToken cancellationToken)
    {
        bool acted;
        await using (NpgsqlConnection connection = await database.OpenAsync(cancellationToken))
        {
            acted = await connection.ExecuteScalarAsync<bool>(new CommandDefinition(
                Sql.Read(statement), new { id, actor, why }, cancellationToken: cancellationToken));
        }

        OperationRow? row = (await operations.ReadAsync(id, 0, cancellationToken))?.Row;
        return row is null ? new ActOutcome(false, "There is no such operation any more. Nothing was done.") : acted ? done(row) : Declined(row);
    }

    /// <summary>What came before, and who did it (pure).</summary>
    internal static ActOutcome Declined(OperationRow row) => row switch
    {
        { State: "stopped" } => new ActOutcome(false, "This operation was stopped already. Nothing was done.", row.Id, row.StoppedBy, row.StoppedAt),
        { State: "done" } => new ActOutcome(false, "This operation is over already. Nothing was done.", row.Id, null, row.EndedAt),
        { State: "running" } => new ActOutcome(false, "This operation was started already. Nothing was done.", row.Id, row.Actor, row.StartedAt),
        { Asked: 0 } => new ActOutcome(false, "There is nothing in it. Nothing was done.", row.Id),
        _ => new ActOutcome(false, "Only who froze this operation can start it. Nothing was done.", row.Id, row.Actor, row.FrozenAt),
    };
}
