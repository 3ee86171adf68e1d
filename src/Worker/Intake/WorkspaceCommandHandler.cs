using Npgsql;
using Offboarding.Contracts;
using Offboarding.Worker.Infrastructure.Database;
using Offboarding.Worker.Infrastructure.Telemetry;

namespace Offboarding.Worker.Intake;

/// <summary>
/// What all commands on one workspace have in common: one transaction under the workspace's lock; the same request again gets the
/// same answer and does nothing; a request id that was used for something else is refused. What is left for a command: read it,
/// and either say no or act.
/// </summary>
internal abstract class WorkspaceCommandHandler<TCommand>(NpgsqlDataSource database) : ICommandHandler<TCommand>
    where TCommand : class, IWorkspaceCommand
{
    private static readonly string Name = MessageNames.Of<TCommand>();

    public abstract TCommand Read(FieldReader json);

    public async Task HandleAsync(TCommand command, ReceivedBody body, CancellationToken cancellationToken)
    {
        await using NpgsqlConnection connection = await database.OpenConnectionAsync(cancellationToken);
        await using NpgsqlTransaction transaction = await connection.BeginTransactionAsync(cancellationToken);
        await body.TellPublisherAsync(connection, cancellationToken);
        using Tally? tally = Tally.Begin();
        if (!await WorkspaceLock.TakeAsync(connection, command.WorkspaceId, cancellationToken))
        {
            var unknown = Refusal.UnknownWorkspace(command.WorkspaceId);
            await RefusalStore.WriteAsync(connection, Name, command.WorkspaceId, UserOf(command), command.RequestId, unknown, body, cancellationToken);
        }
        else if (await IdempotencyStore.FindAsync(connection, command.WorkspaceId, command.RequestId, cancellationToken) is not { } earlier)
        {
            await AnswerAsync(connection, command, body, cancellationToken);
        }
        else if (earlier.Fingerprint is { } known && known.AsSpan().SequenceEqual(Fingerprint(command, body)))
        {
            await AnswerAgainAsync(connection, command, cancellationToken);
        }
        else
        {
            Guid? user = UserOf(command) ?? await FindUserAsync(connection, command, cancellationToken);
            await RefusalStore.WriteConflictAsync(connection, Name, command, user, earlier.MessageName, body, cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
        tally?.Commit();
    }

    /// <summary>The person the command is about, if it is about one; goes into refusals.</summary>
    protected virtual Guid? UserOf(TCommand command) => null;

    /// <summary>The same where the command names something else, whose person is on record.</summary>
    protected virtual Task<Guid?> FindUserAsync(NpgsqlConnection connection, TCommand command, CancellationToken cancellationToken) => Task.FromResult<Guid?>(null);

    /// <summary>What makes two messages the same.</summary>
    protected virtual byte[] Fingerprint(TCommand command, ReceivedBody body) => IdempotencyStore.Fingerprint(command);

    /// <summary>Says no, with nothing changed, or acts: rows, audit entry and events, all in the connection's transaction.</summary>
    /// <param name="connection">With the transaction and the workspace's lock.</param>
    /// <param name="command">Its fields are right.</param>
    /// <param name="answer">Takes the events; they are sent when the command is done, and again when it comes again.</param>
    /// <param name="cancellationToken">The worker stops; the message comes again.</param>
    /// <returns>Null when the command is accepted; else why it is not.</returns>
    protected abstract Task<Refusal?> ActAsync(NpgsqlConnection connection, TCommand command, Answer answer, CancellationToken cancellationToken);

    /// <summary>The same command again. A command whose answer grows with time (a case) may say more than it said first.</summary>
    protected virtual Task AnswerAgainAsync(NpgsqlConnection connection, TCommand command, CancellationToken cancellationToken) =>
        IdempotencyStore.SendAsync(connection, command, cancellationToken);

    private async Task AnswerAsync(NpgsqlConnection connection, TCommand command, ReceivedBody body, CancellationToken cancellationToken)
    {
        var answer = new Answer(body);
        await Asker.TrustReplayAsync(connection, command.WorkspaceId, command.RequestId, body, cancellationToken);
        Refusal? refusal = await ActAsync(connection, command, answer, cancellationToken);
        Guid? user = UserOf(command) ?? answer.UserId;
        if (refusal is null)
        {
            await IdempotencyStore.KeepAsync(connection, command, user, answer, Fingerprint(command, body), null, cancellationToken);
            await IdempotencyStore.SendAsync(connection, command, cancellationToken);
            return;
        }

        refusal = refusal with { AskerWasPermitted = refusal.Code is not (RefusalCode.NotPermitted or RefusalCode.InvalidRequest) };
        OffboardingRefused said = await RefusalStore.WriteAsync(
            connection, Name, command.WorkspaceId, user, command.RequestId, refusal, body, cancellationToken);
        if (refusal.Code != RefusalCode.InvalidRequest)
        {
            // A mistake in a field is no decision: the corrected message may carry the same id.
            var no = new Answer(body);
            no.Add(said);
            await IdempotencyStore.KeepAsync(connection, command, user, no, Fingerprint(command, body), said.EventId, cancellationToken);
        }
    }
}
