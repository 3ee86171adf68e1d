using System.Text.Json;
using MassTransit;
using MassTransit.Serialization;
using Npgsql;
using NpgsqlTypes;
using Offboarding.Contracts;
using Offboarding.Worker.Persistence;
using Offboarding.Worker.Telemetry;

namespace Offboarding.Worker.Messaging.Outbox;

/// <summary>
/// Writes messages as rows, in the transaction they belong to (transactional outbox). They leave after the commit, at least
/// once. This is the only way a message leaves the worker.
/// </summary>
public static class OutboxWriter
{
    /// <summary>MassTransit's own, without the blanks it puts in for people.</summary>
    private static readonly JsonSerializerOptions Json = new(SystemTextJsonMessageSerializer.Options) { WriteIndented = false };

    /// <summary>Adds a message; it is sent after the connection's transaction commits.</summary>
    /// <param name="connection">With an open transaction.</param>
    /// <param name="exchange">Where it goes, for example <c>offboarding.completed</c>.</param>
    /// <param name="message">A record of Contracts or an internal command.</param>
    /// <param name="messageId">Stable for events, so that the broker's consumers can drop doubles; new if absent.</param>
    /// <param name="cancellationToken">Cancels the insert.</param>
    public static async Task AddAsync(
        NpgsqlConnection connection, string exchange, object message, Guid? messageId, CancellationToken cancellationToken)
    {
        Outcomes.Count(message);
        await ExecuteAsync(connection, Command(exchange, MessageUrn.ForTypeString(message.GetType()), ToBody(message), null, messageId, Traces.Current, null), cancellationToken);
    }

    /// <summary>Adds a message that has work on a case go on. It continues the trace the case was opened in, whoever writes it: a slice, a sweep.</summary>
    public static Task AddForCaseAsync(NpgsqlConnection connection, string exchange, object message, Guid caseId, CancellationToken cancellationToken) =>
        ExecuteAsync(connection, ForCase(exchange, message, caseId), cancellationToken);

    /// <summary>A message as it is written on the wire, inside the envelope.</summary>
    public static byte[] ToBody(object message) => JsonSerializer.SerializeToUtf8Bytes(message, message.GetType(), Json);

    /// <summary>Adds an event; its id is the message's id on the wire.</summary>
    public static Task AddEventAsync(NpgsqlConnection connection, OffboardingEvent message, CancellationToken cancellationToken) =>
        ExecuteAsync(connection, Event(message), cancellationToken);

    /// <summary>Adds messages of one kind in one statement.</summary>
    /// <param name="connection">With an open transaction.</param>
    /// <param name="exchange">Where they go.</param>
    /// <param name="messages">Each with its id, or null for a new one.</param>
    /// <param name="cancellationToken">Cancels the insert.</param>
    public static async Task AddManyAsync<TMessage>(
        NpgsqlConnection connection, string exchange, IReadOnlyList<(TMessage Message, Guid? Id)> messages, CancellationToken cancellationToken)
        where TMessage : class
    {
        await using var command = new NpgsqlCommand(Sql.Read("outbox-add-many.sql"), connection);
        command.Parameters.Add(new NpgsqlParameter<Guid[]> { TypedValue = [.. messages.Select(m => m.Id ?? NewId.NextGuid())] });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = exchange });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = MessageUrn.ForTypeString<TMessage>() });
        command.Parameters.Add(new NpgsqlParameter<byte[][]> { TypedValue = [.. messages.Select(m => ToBody(m.Message))], NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Bytea });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Adds a body that goes out as it is.</summary>
    public static Task AddStoredAsync(
        NpgsqlConnection connection, string exchange, byte[] body, string contentType, CancellationToken cancellationToken) =>
        ExecuteAsync(connection, Command(exchange, null, body, contentType, null, Traces.Current, null), cancellationToken);

    /// <summary>As <see cref="AddEventAsync"/>, with the statements of a batch: one round trip for all of them.</summary>
    public static void AddEvent(NpgsqlBatch batch, OffboardingEvent message) => batch.BatchCommands.Add(Event(message));

    /// <summary>As <see cref="AddForCaseAsync"/>, with the statements of a batch.</summary>
    public static void AddForCase(NpgsqlBatch batch, string exchange, object message, Guid caseId) =>
        batch.BatchCommands.Add(ForCase(exchange, message, caseId));

    private static async Task ExecuteAsync(NpgsqlConnection connection, NpgsqlBatchCommand command, CancellationToken cancellationToken)
    {
        await using var batch = new NpgsqlBatch(connection) { BatchCommands = { command } };
        await batch.ExecuteNonQueryAsync(cancellationToken);
    }

    private static NpgsqlBatchCommand Event(OffboardingEvent message)
    {
        Outcomes.Count(message);
        return Command(
            MessageNames.Of(message.GetType()), MessageUrn.ForTypeString(message.GetType()), ToBody(message), null, message.EventId, Traces.Current,
            Traces.AreOn ? message.OffboardingId : null);
    }

    private static NpgsqlBatchCommand ForCase(string exchange, object message, Guid caseId) =>
        Command(exchange, MessageUrn.ForTypeString(message.GetType()), ToBody(message), null, null, null, Traces.AreOn ? caseId : null);

    private static NpgsqlBatchCommand Command(
        string exchange, string? urn, byte[] body, string? contentType, Guid? messageId, string? traceparent, Guid? caseId) => new(Sql.Read("outbox-add.sql"))
        {
            Parameters =
            {
                new NpgsqlParameter<Guid> { TypedValue = messageId ?? NewId.NextGuid() },
                new NpgsqlParameter<string> { TypedValue = exchange },
                new NpgsqlParameter { Value = (object?)urn ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text },
                new NpgsqlParameter<byte[]> { TypedValue = body, NpgsqlDbType = NpgsqlDbType.Bytea },
                new NpgsqlParameter { Value = (object?)contentType ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text },
                new NpgsqlParameter { Value = (object?)traceparent ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text },
                new NpgsqlParameter { Value = (object?)caseId ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Uuid },
            },
        };
}
