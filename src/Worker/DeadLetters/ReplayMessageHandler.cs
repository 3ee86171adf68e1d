using Dapper;
using Npgsql;
using Offboarding.Contracts;
using Offboarding.Worker.Audit;
using Offboarding.Worker.Infrastructure.Database;
using Offboarding.Worker.Infrastructure.Outbox;
using Offboarding.Worker.Intake;

namespace Offboarding.Worker.DeadLetters;

/// <summary>
/// Sends a stored message to its exchange again, with the bytes it came with, or edited, and none of its old headers. The replay and
/// the mark on the stored message commit together. The mark is what makes it the operator's: see <see cref="Asker.TrustReplayAsync"/>, which
/// trusts the same bytes alone: an edited message is judged like any new one.
/// </summary>
internal sealed class ReplayMessageHandler(NpgsqlDataSource database, IServiceProvider services) : ICommandHandler<ReplayMessageRequested>
{
    private const string BeforeTaken = "before_taken";
    private static readonly string Name = MessageNames.Of<ReplayMessageRequested>();

    public ReplayMessageRequested Read(FieldReader json)
    {
        var command = new ReplayMessageRequested
        {
            RequestId = json.Id("requestId"),
            MessageId = json.Id("messageId"),
            RequestedBy = json.Text("requestedBy", 200, required: true) ?? "",
            AlsoDiscarded = json.Flag("alsoDiscarded"),
            EditedBody = json.Text("editedBody", MessageEdit.MostCharacters, required: false),
            Reason = json.Text("reason", 500, required: false),
        };
        if (json.Has("editedBody") != json.Has("reason"))
        {
            json.Wrong("reason", json.Has("reason") ? "is taken with editedBody only" : "is missing; whoever edits a message says why");
        }

        return command;
    }

    public async Task HandleAsync(ReplayMessageRequested command, ReceivedBody body, CancellationToken cancellationToken)
    {
        await using NpgsqlConnection connection = await database.OpenConnectionAsync(cancellationToken);
        await using NpgsqlTransaction transaction = await connection.BeginTransactionAsync(cancellationToken);
        if (command.EditedBody is not null && await MessageEdit.IsKnownAsync(connection, command.RequestId, cancellationToken))
        {
            // It came a second time. Meanwhile the message may have been refused again, and wait for somebody: taken now, it would wait no more, and nothing would be sent.
            return;
        }

        await transaction.SaveAsync(BeforeTaken, cancellationToken);
        StoredBody? stored = await connection.QuerySingleOrDefaultAsync<StoredBody>(new CommandDefinition(Sql.Read("take-for-replay"), command, cancellationToken: cancellationToken));
        if (stored is null)
        {
            await RefuseAsync(connection, command, body, cancellationToken);
        }
        else if (command.EditedBody is null)
        {
            await OutboxWriter.AddStoredAsync(connection, stored.Exchange, stored.Body, stored.ContentType, cancellationToken);
            await AuditTrail.AddAsync(
                connection,
                new AuditEntry(stored.WorkspaceId ?? Guid.Empty, null, command.RequestedBy, "message-replayed", command.RequestId, new { command.MessageId, ReplayedRequest = stored.RequestId }),
                cancellationToken);
        }
        else
        {
            var edit = MessageEdit.Of(command, stored, services);
            if (edit.Errors.Count > 0)
            {
                // Nothing was sent: the stored message goes on waiting.
                await transaction.RollbackAsync(BeforeTaken, cancellationToken);
            }

            await edit.WriteAsync(connection, command, stored, cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
    }

    /// <summary>Says who was faster; to the same replay, which came a second time, nothing: it has been carried out.</summary>
    private static async Task RefuseAsync(NpgsqlConnection connection, ReplayMessageRequested command, ReceivedBody body, CancellationToken cancellationToken)
    {
        StoredMessage? now = await StoredMessageRows.FindAsync(connection, command.MessageId, cancellationToken);
        if (now?.ReplayRequest == command.RequestId)
        {
            return;
        }

        await RefusalStore.WriteAsync(
            connection, Name, null, null, command.RequestId, StoredMessageRules.WhyNot(command.MessageId, now, "replayed"), body, cancellationToken);
    }
}
