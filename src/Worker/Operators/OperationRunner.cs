using System.Text.Json;
using Dapper;
using Microsoft.Extensions.Options;
using Npgsql;
using Offboarding.Contracts;
using Offboarding.Worker.Audit;
using Offboarding.Worker.Infrastructure;
using Offboarding.Worker.Infrastructure.Database;
using Offboarding.Worker.Infrastructure.Outbox;

namespace Offboarding.Worker.Operators;

/// <summary>
/// Works operations off, a small batch of each at a time. The rows are the cursor: whoever goes on after a crash sends what still waits,
/// and a stop takes effect with the next batch. Any worker may do it; an operation's row is locked while it is looked at.
/// </summary>
internal sealed class OperationRunner(
    NpgsqlDataSource database, OutboxSignal outbox, IOptions<OperationsOptions> options, ILogger<OperationRunner> log)
    : Sweep("Operations", options.Value.Every, log)
{
    protected internal override async Task<bool> LookAsync(CancellationToken cancellationToken)
    {
        await WorkAsync(cancellationToken);
        return false;
    }

    /// <summary>One batch of each operation that is not over.</summary>
    internal async Task WorkAsync(CancellationToken cancellationToken)
    {
        Guid? after = Guid.Empty;
        while (after is { } last)
        {
            after = await WorkOnNextAsync(last, cancellationToken);
        }
    }

    private async Task<Guid?> WorkOnNextAsync(Guid after, CancellationToken cancellationToken)
    {
        await using NpgsqlConnection connection = await database.OpenConnectionAsync(cancellationToken);
        await using NpgsqlTransaction transaction = await connection.BeginTransactionAsync(cancellationToken);
        OperationRow? operation = await connection.QuerySingleOrDefaultAsync<OperationRow>(
            new CommandDefinition(Sql.Read("next-operation"), new { after }, cancellationToken: cancellationToken));
        if (operation is null)
        {
            return null;
        }

        int sent = operation.State == "running" ? await SendAsync(connection, operation, cancellationToken) : 0;
        await SettleAsync(connection, operation, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        if (sent > 0)
        {
            outbox.Set();
        }

        return operation.Id;
    }

    private async Task<int> SendAsync(NpgsqlConnection connection, OperationRow operation, CancellationToken cancellationToken)
    {
        List<OperationItem> items = [.. await connection.QueryAsync<OperationItem>(new CommandDefinition(
            Sql.Read("take-operation-items"), new { operation.Id, operation.Kind, options.Value.BatchSize }, cancellationToken: cancellationToken))];
        foreach (OperationItem item in items)
        {
            object command = OperationCommand.For(operation, item);
            await OutboxWriter.AddStoredAsync(
                connection, MessageNames.Of(command.GetType()), JsonSerializer.SerializeToUtf8Bytes(command, command.GetType(), JsonSerializerOptions.Web),
                "application/json", cancellationToken);
        }

        return items.Count;
    }

    /// <summary>Looks what became of what was sent, counts, and ends the operation when nothing is open any more.</summary>
    private static async Task SettleAsync(NpgsqlConnection connection, OperationRow operation, CancellationToken cancellationToken)
    {
        await connection.ExecuteAsync(new CommandDefinition(
            Sql.Read("settle-operation-items"), new { operation.Id, operation.Kind }, cancellationToken: cancellationToken));
        (int Asked, int Sent, int Succeeded, int FailedAgain, int LeftAlone, bool Ended) now =
            await connection.QuerySingleAsync<(int, int, int, int, int, bool)>(
                new CommandDefinition(Sql.Read("count-operation"), new { operation.Id }, cancellationToken: cancellationToken));
        if (now.Ended)
        {
            await AuditTrail.AddAsync(
                connection,
                new AuditEntry(Guid.Empty, null, AuditEntry.System, "operation-ended", operation.Id,
                    new { now.Asked, now.Sent, now.Succeeded, now.FailedAgain, now.LeftAlone }),
                cancellationToken);
        }
    }
}

/// <summary>One of the frozen set whose turn has come: a case, a step of a case, or a message.</summary>
internal sealed record OperationItem
{
    /// <summary>Of its command. It is kept with the item: whoever goes on after a crash sends the same id, and nothing happens twice.</summary>
    public Guid RequestId { get; init; }

    public Guid WorkspaceId { get; init; }

    public Guid? CaseId { get; init; }

    public string? Step { get; init; }

    public Guid? MessageId { get; init; }
}

/// <summary>An operation that is worked off.</summary>
internal sealed record OperationRow
{
    public Guid Id { get; init; }

    /// <summary><c>retry-steps</c>, <c>skip-steps</c>, <c>pause-cases</c>, <c>resume-cases</c>, <c>cancel-cases</c> or <c>replay-messages</c>.</summary>
    public string Kind { get; init; } = "";

    public string Actor { get; init; } = "";

    public string? Why { get; init; }

    /// <summary>The admin or owner on whose behalf it is requested; null where operators may ask themselves.</summary>
    public Guid? InTheNameOf { get; init; }

    /// <summary><c>running</c> or <c>stopped</c>.</summary>
    public string State { get; init; } = "";
}
