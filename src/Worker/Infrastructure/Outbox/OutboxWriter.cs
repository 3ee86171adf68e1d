using System.Text.Json;
using MassTransit.Serialization;
using Npgsql;
using Offboarding.Contracts;
using Offboarding.Worker.Infrastructure.Telemetry;

namespace Offboarding.Worker.Infrastructure.Outbox;

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
    public static Task AddAsync(
        NpgsqlConnection connection, string exchange, object message, Guid? messageId, CancellationToken cancellationToken)
    {
        Outcomes.Count(message);
        var one = new OutboxMessages();
        one.Add(exchange, message, messageId, Traces.Current, null);
        return one.WriteAsync(connection, cancellationToken);
    }

    /// <summary>Adds a message that has work on a case go on. It continues the trace the case was opened in, whoever writes it: a slice, a sweep.</summary>
    public static Task AddForCaseAsync(NpgsqlConnection connection, string exchange, object message, Guid caseId, CancellationToken cancellationToken)
    {
        var one = new OutboxMessages();
        one.AddForCase(exchange, message, caseId);
        return one.WriteAsync(connection, cancellationToken);
    }

    /// <summary>Adds an event; its id is the message's id on the wire.</summary>
    public static Task AddEventAsync(NpgsqlConnection connection, OffboardingEvent message, CancellationToken cancellationToken)
    {
        var one = new OutboxMessages();
        one.AddEvent(message);
        return one.WriteAsync(connection, cancellationToken);
    }

    /// <summary>Adds a body that goes out as it is.</summary>
    public static Task AddStoredAsync(
        NpgsqlConnection connection, string exchange, byte[] body, string contentType, CancellationToken cancellationToken)
    {
        var one = new OutboxMessages();
        one.AddStored(exchange, body, contentType);
        return one.WriteAsync(connection, cancellationToken);
    }

    /// <summary>A message as it is written on the wire, inside the envelope.</summary>
    public static byte[] ToBody(object message) => JsonSerializer.SerializeToUtf8Bytes(message, message.GetType(), Json);
}

/// <summary>Wakes the delivery in this process after a commit; other processes are woken by NOTIFY or find the rows by polling.</summary>
public sealed class OutboxSignal : Signal;
