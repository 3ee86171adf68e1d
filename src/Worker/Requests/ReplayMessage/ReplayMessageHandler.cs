using Dapper;
using Npgsql;
using Offboarding.Contracts;
using Offboarding.Worker.Evidence;
using Offboarding.Worker.Messaging.Outbox;
using Offboarding.Worker.Persistence;
using Offboarding.Worker.Requests.Ingress;
using Offboarding.Worker.Requests.Refusals;
using Offboarding.Worker.Requests.StoredMessages;

namespace Offboarding.Worker.Requests.ReplayMessage;

/// <summary>
/// Sends a stored message to its exchange again, with the bytes it came with and none of its old headers. The replay and
/// the mark on the stored message commit together. The mark is what makes it the operator's: see <see cref="Asker.TrustReplayAsync"/>.
/// </summary>
internal sealed class ReplayMessageHandler(NpgsqlDataSource database) : ICommandHandler<ReplayMessageRequested>
{
    private static readonly string Name = MessageNames.Of<ReplayMessageRequested>();

    public ReplayMessageRequested Read(FieldReader json) => new()
    {
        RequestId = json.Id("requestId"),
        MessageId = json.Id("messageId"),
        RequestedBy = json.Text("requestedBy", 200, required: true) ?? "",
        AlsoDiscarded = json.Flag("alsoDiscarded"),
    };

    public async Task HandleAsync(ReplayMessageRequested command, ReceivedBody body, CancellationToken cancellationToken)
    {
        await using NpgsqlConnection connection = await database.OpenConnectionAsync(cancellationToken);
        await using NpgsqlTransaction transaction = await connection.BeginTransactionAsync(cancellationToken);
        (string Exchange, byte[] Body, string ContentType, Guid? WorkspaceId, Guid? ReplayedRequest)? stored = await connection.QuerySingleOrDefaultAsync<(string, byte[], string, Guid?, Guid?)?>(
            new CommandDefinition(Sql.Read("take-for-replay.sql"), command, cancellationToken: cancellationToken));
        if (stored is { } message)
        {
            await OutboxWriter.AddStoredAsync(connection, message.Exchange, message.Body, message.ContentType, cancellationToken);
            await AuditTrail.AddAsync(
                connection,
                new AuditEntry(message.WorkspaceId ?? Guid.Empty, null, command.RequestedBy, "message-replayed", command.RequestId, new { command.MessageId, message.ReplayedRequest }),
                cancellationToken);
        }
        else
        {
            StoredMessage? now = await StoredMessageRows.FindAsync(connection, command.MessageId, cancellationToken);
            Refusal refusal = StoredMessageRules.WhyNot(command.MessageId, now, "replayed");
            await RefusalBook.WriteAsync(connection, Name, null, null, command.RequestId, refusal, body, cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
    }
}
