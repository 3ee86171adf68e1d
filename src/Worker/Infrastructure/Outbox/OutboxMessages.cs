using MassTransit;
using Npgsql;
using NpgsqlTypes;
using Offboarding.Contracts;
using Offboarding.Worker.Infrastructure.Database;
using Offboarding.Worker.Infrastructure.Telemetry;

namespace Offboarding.Worker.Infrastructure.Outbox;

/// <summary>Messages that leave together, in the order in which they were added: one statement, however many they are.</summary>
internal sealed class OutboxMessages
{
    private readonly List<Message> _messages = [];

    /// <summary>Adds an event of a case; its id is the message's id on the wire.</summary>
    public void AddEvent(OffboardingEvent message)
    {
        Outcomes.Count(message);
        Add(MessageNames.Of(message.GetType()), message, message.EventId, Traces.Current, message.OffboardingId);
    }

    /// <summary>Adds a message that has work on a case go on. It continues the trace the case was opened in, whoever writes it: a slice, a sweep.</summary>
    public void AddForCase(string exchange, object message, Guid caseId) => Add(exchange, message, null, null, caseId);

    /// <param name="exchange">Where it goes, for example <c>offboarding.completed</c>.</param>
    /// <param name="message">A record of Contracts or an internal command.</param>
    /// <param name="messageId">Stable for events, so that the broker's consumers can drop doubles; new if absent.</param>
    /// <param name="traceparent">The place in a trace it is written at; null: nobody traces it.</param>
    /// <param name="caseId">The case whose trace it belongs to, if it belongs to one.</param>
    public void Add(string exchange, object message, Guid? messageId, string? traceparent, Guid? caseId) =>
        Add(exchange, MessageUrn.ForTypeString(message.GetType()), OutboxWriter.ToBody(message), null, messageId, traceparent, caseId);

    /// <summary>Adds a body that goes out as it is, with its content type and without an envelope.</summary>
    public void AddStored(string exchange, byte[] body, string contentType) => Add(exchange, null, body, contentType, null, Traces.Current, null);

    /// <summary>Adds the statement, if there is anything to say.</summary>
    public void WriteTo(NpgsqlBatch batch)
    {
        if (_messages.Count == 0)
        {
            return;
        }

        bool traced = _messages.Exists(static m => m.CaseId is not null);
        var command = new NpgsqlBatchCommand(Sql.Read(traced ? "outbox-add-traced" : "outbox-add"))
        {
            Parameters =
            {
                Column(static m => m.Id, NpgsqlDbType.Uuid),
                Column(static m => m.Exchange, NpgsqlDbType.Text),
                Column(static m => m.Urn, NpgsqlDbType.Text),
                Column(static m => m.Body, NpgsqlDbType.Bytea),
                Column(static m => m.ContentType, NpgsqlDbType.Text),
                Column(static m => m.Traceparent, NpgsqlDbType.Text),
            },
        };
        if (traced)
        {
            command.Parameters.Add(Column(static m => m.CaseId, NpgsqlDbType.Uuid));
        }

        batch.BatchCommands.Add(command);
    }

    /// <summary>Writes them in the connection's transaction.</summary>
    public async Task WriteAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        if (_messages.Count == 0)
        {
            return;
        }

        await using var batch = new NpgsqlBatch(connection);
        WriteTo(batch);
        await batch.ExecuteNonQueryAsync(cancellationToken);
    }

    private void Add(string exchange, string? urn, byte[] body, string? contentType, Guid? messageId, string? traceparent, Guid? caseId) =>
        _messages.Add(new Message(messageId ?? NewId.NextGuid(), exchange, urn, body, contentType, traceparent, Traces.AreOn ? caseId : null));

    private NpgsqlParameter<T[]> Column<T>(Func<Message, T> value, NpgsqlDbType type) =>
        new() { TypedValue = [.. _messages.Select(value)], NpgsqlDbType = NpgsqlDbType.Array | type };

    private sealed record Message(Guid Id, string Exchange, string? Urn, byte[] Body, string? ContentType, string? Traceparent, Guid? CaseId);
}
