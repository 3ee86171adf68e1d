using System.Text;
using System.Text.Json;
using MassTransit;
using Microsoft.Extensions.Options;
using Npgsql;
using Offboarding.Telemetry;
using Offboarding.Worker.Infrastructure.Database;
using Offboarding.Worker.Infrastructure.Messaging;
using Offboarding.Worker.Infrastructure.Telemetry;

namespace Offboarding.Worker.Infrastructure.DeadLetters;

/// <summary>
/// Keeps a message that could not be read or handled, byte for byte, with the reason. It is shown in the dashboard, can be
/// replayed, and never blocks the messages behind it. While the row cannot be written the message waits here, unacknowledged: given back
/// to the broker it would come again at once, and each delivery counts against the queue's limit (docs/adr/0032).
/// </summary>
internal sealed class DeadLetterStore
{
    private readonly NpgsqlDataSource _database;
    private readonly ILogger<DeadLetterStore> _log;
    private readonly Outage _waiting = new();
    private readonly GroupCommit<DeadLetter> _deadLetters;
    private readonly GroupCommit<PutOffMessage> _putOff;
    private readonly GroupCommit<WaitingMessage> _waitingMessages;
    private readonly string? _ownUser;

    public DeadLetterStore(NpgsqlDataSource database, IOptions<MessagingOptions> options, ILogger<DeadLetterStore> log)
    {
        (_database, _log, _ownUser) = (database, log, options.Value.OwnUser);
        _deadLetters = new GroupCommit<DeadLetter>(WriteAsync, one => one.Body.Length);
        _putOff = new GroupCommit<PutOffMessage>(WriteAsync, one => one.Message.Body.Length);
        _waitingMessages = new GroupCommit<WaitingMessage>(WriteAsync, one => one.Message.Body.Length);
    }

    /// <summary>Writes the row, however long the database is away.</summary>
    /// <exception cref="OperationCanceledException">The worker stops; the message comes again.</exception>
    public async Task ParkAsync(ReceiveContext message, string exchange, DeadLetterReason reason, string error)
    {
        string headers = JsonSerializer.Serialize(
            message.TransportHeaders.GetAll().Select(h => (Key: Keepable(h.Key), h.Value)).DistinctBy(h => h.Key)
                .ToDictionary(h => h.Key, h => h.Value?.ToString() is { } text ? Keepable(text) : null));
        var row = new DeadLetter(
            exchange, message.InputAddress.Segments[^1], reason, Keepable(error), Keepable(message.ContentType?.ToString() ?? ""), headers, message.Body.GetBytes());
        IReadOnlyList<DeadLetter> group = [];
        await UntilWrittenAsync(message, exchange, async () => group = await _deadLetters.AddAsync(row));
        Measures.DeadLetter(reason.ToText());
        Log(row, group);
    }

    /// <summary>Sends the message to its queue again after a pause, as it is.</summary>
    /// <param name="message">The message.</param>
    /// <param name="exchange">Of the queue it came from.</param>
    /// <param name="why">Shown with the row while it waits.</param>
    /// <param name="pause">How long it waits.</param>
    public Task PutOffAsync(ReceiveContext message, string exchange, string why, TimeSpan pause)
    {
        var row = new PutOffMessage(ForLater(message, exchange), why, pause);
        return UntilWrittenAsync(message, exchange, () => _putOff.AddAsync(row));
    }

    /// <summary>Keeps the message until it is called, because its workspace has as many at hand as it may (docs/adr/0051).</summary>
    public Task KeepWaitingAsync(ReceiveContext message, string exchange, Guid workspaceId)
    {
        var row = new WaitingMessage(ForLater(message, exchange), workspaceId);
        return UntilWrittenAsync(message, exchange, () => _waitingMessages.AddAsync(row));
    }

    private LaterMessage ForLater(ReceiveContext message, string exchange) => new(
        message.GetMessageId() ?? NewId.NextGuid(), exchange, message.Body.GetBytes(), message.ContentType?.ToString() is { } type ? Keepable(type) : null, Traces.Current,
        Publisher.Of(message, _ownUser).User);

    /// <summary>One line for all that were written together: a flood is not to fill the log. The error may quote the message; it is in the row.</summary>
    private void Log(DeadLetter row, IReadOnlyList<DeadLetter> group)
    {
        DeadLetter[] same = [.. group.Where(one => one.Exchange == row.Exchange && one.Reason == row.Reason)];
        if (!ReferenceEquals(same[0], row))
        {
            return;
        }

        if (same.Length == 1)
        {
            _log.LogWarning("A message to {Exchange} was parked ({Reason}); the dashboard says why", row.Exchange, row.Reason.ToText());
        }
        else
        {
            _log.LogWarning("{Count} messages to {Exchange} were parked ({Reason}); the dashboard says why", same.Length, row.Exchange, row.Reason.ToText());
        }
    }

    private async Task UntilWrittenAsync(ReceiveContext message, string exchange, Func<Task> write)
    {
        for (int attempt = 0; ; attempt++)
        {
            try
            {
                await write();
                break;
            }
            catch (Exception failure) when (!message.CancellationToken.IsCancellationRequested)
            {
                _log.Log(
                    _waiting.Failed(), "Messages wait to be written down, the first to {Exchange}: {Error}", exchange, SafeError.Of(failure));
            }

            await Task.Delay(DatabaseOutage.PauseAfter(attempt), message.CancellationToken);
        }

        _waiting.IsOver();
    }

    private async Task WriteAsync(IReadOnlyList<DeadLetter> group)
    {
        await using NpgsqlCommand command = _database.CreateCommand(Sql.Read("park-messages"));
        Add(command, group, one => one.Exchange);
        Add(command, group, one => one.Endpoint);
        Add(command, group, one => one.Reason.ToText());
        Add(command, group, one => one.Error);
        Add(command, group, one => one.ContentType);
        Add(command, group, one => one.Headers);
        Add(command, group, one => one.Body);
        await command.ExecuteNonQueryAsync(CancellationToken.None);
    }

    private async Task WriteAsync(IReadOnlyList<PutOffMessage> group)
    {
        await using NpgsqlCommand command = _database.CreateCommand(Sql.Read("put-off-messages"));
        AddMessages(command, [.. group.Select(one => one.Message)]);
        Add(command, group, one => one.Why);
        Add(command, group, one => one.Pause);
        await command.ExecuteNonQueryAsync(CancellationToken.None);
    }

    private async Task WriteAsync(IReadOnlyList<WaitingMessage> group)
    {
        await using NpgsqlCommand command = _database.CreateCommand(Sql.Read("keep-waiting"));
        AddMessages(command, [.. group.Select(one => one.Message)]);
        Add(command, group, one => one.WorkspaceId);
        await command.ExecuteNonQueryAsync(CancellationToken.None);
    }

    private static void AddMessages(NpgsqlCommand command, IReadOnlyList<LaterMessage> group)
    {
        Add(command, group, one => one.MessageId);
        Add(command, group, one => one.Exchange);
        Add(command, group, one => one.Body);
        Add(command, group, one => one.ContentType);
        Add(command, group, one => one.TraceParent);
        Add(command, group, one => one.Publisher);
    }

    private static void Add<TRow, TValue>(NpgsqlCommand command, IReadOnlyList<TRow> group, Func<TRow, TValue> field) =>
        command.Parameters.Add(new NpgsqlParameter<TValue[]> { TypedValue = [.. group.Select(field)] });

    /// <summary>
    /// PostgreSQL's text has no NUL and no half surrogates. A header with one must not keep the row from being written: the
    /// message would come back for ever.
    /// </summary>
    private static string Keepable(string text) =>
        Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)).Replace('\0', '\uFFFD');

    private sealed record DeadLetter(string Exchange, string Endpoint, DeadLetterReason Reason, string Error, string ContentType, string Headers, byte[] Body);

    /// <summary>A message that goes to its queue a second time.</summary>
    private sealed record LaterMessage(Guid MessageId, string Exchange, byte[] Body, string? ContentType, string? TraceParent, string? Publisher);

    private sealed record PutOffMessage(LaterMessage Message, string Why, TimeSpan Pause);

    private sealed record WaitingMessage(LaterMessage Message, Guid WorkspaceId);
}
