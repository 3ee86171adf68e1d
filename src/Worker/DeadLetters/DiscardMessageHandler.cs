using Dapper;
using Npgsql;
using Offboarding.Contracts;
using Offboarding.Worker.Audit;
using Offboarding.Worker.Infrastructure.Database;
using Offboarding.Worker.Intake;

namespace Offboarding.Worker.DeadLetters;

/// <summary>
/// Takes a stored message off the list of what somebody has to look at. Of a discard and a replay at once the first one to have the row
/// wins, and the other is told who was faster.
/// </summary>
internal sealed class DiscardMessageHandler(NpgsqlDataSource database) : ICommandHandler<DiscardMessageRequested>
{
    private static readonly string Name = MessageNames.Of<DiscardMessageRequested>();

    public DiscardMessageRequested Read(FieldReader json) => new()
    {
        RequestId = json.Id("requestId"),
        MessageId = json.Id("messageId"),
        RequestedBy = json.Text("requestedBy", 200, required: true) ?? "",
        Reason = json.Text("reason", 500, required: true) ?? "",
    };

    public async Task HandleAsync(DiscardMessageRequested command, ReceivedBody body, CancellationToken cancellationToken)
    {
        await using NpgsqlConnection connection = await database.OpenConnectionAsync(cancellationToken);
        await using NpgsqlTransaction transaction = await connection.BeginTransactionAsync(cancellationToken);
        Guid? workspace = await connection.QuerySingleOrDefaultAsync<Guid?>(
            new CommandDefinition(Sql.Read("discard-message"), command, cancellationToken: cancellationToken));
        if (workspace is { } id)
        {
            await AuditTrail.AddAsync(
                connection,
                new AuditEntry(id, null, command.RequestedBy, "message-discarded", command.RequestId, new { command.MessageId, command.Reason }),
                cancellationToken);
        }
        else if (await StoredMessageRows.FindAsync(connection, command.MessageId, cancellationToken) is var now && now?.DiscardRequest != command.RequestId)
        {
            await RefusalStore.WriteAsync(
                connection, Name, null, null, command.RequestId, StoredMessageRules.WhyNot(command.MessageId, now, "discarded"), body, cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
    }
}
