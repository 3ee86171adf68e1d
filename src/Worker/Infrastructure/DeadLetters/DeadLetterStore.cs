using System.Text;
using System.Text.Json;
using MassTransit;
using Npgsql;
using NpgsqlTypes;
using Offboarding.Telemetry;
using Offboarding.Worker.Infrastructure.Database;
using Offboarding.Worker.Infrastructure.Telemetry;

namespace Offboarding.Worker.Infrastructure.DeadLetters;

/// <summary>
/// Keeps a message that could not be read or handled, byte for byte, with the reason. It is shown in the dashboard, can be
/// replayed, and never blocks the messages behind it. While the row cannot be written the message waits here, unacknowledged: given back
/// to the broker it would come again at once, and each delivery counts against the queue's limit (docs/adr/0032).
/// </summary>
internal sealed class DeadLetterStore(NpgsqlDataSource database, ILogger<DeadLetterStore> log) : IDisposable
{
    /// <summary>Messages of one workspace may be put off by the hundred; they are not to take all connections.</summary>
    private const int Writers = 16;

    private readonly Outage _waiting = new();
    private readonly SemaphoreSlim _writers = new(Writers);

    /// <summary>Writes the row, however long the database is away.</summary>
    /// <exception cref="OperationCanceledException">The worker stops; the message comes again.</exception>
    public async Task ParkAsync(ReceiveContext message, string exchange, DeadLetterReason reason, string error)
    {
        await UntilWrittenAsync(message, exchange, () => WriteAsync(message, exchange, reason, error));
        Measures.DeadLetter(reason.ToText());
        // The text may quote the message; it is in the row.
        log.LogWarning("A message to {Exchange} was parked ({Reason}); the dashboard says why", exchange, reason.ToText());
    }

    /// <summary>Sends the message to its queue again after a pause, as it is.</summary>
    /// <param name="message">The message.</param>
    /// <param name="exchange">Of the queue it came from.</param>
    /// <param name="why">Shown with the row while it waits.</param>
    /// <param name="pause">How long it waits.</param>
    public Task PutOffAsync(ReceiveContext message, string exchange, string why, TimeSpan pause) => UntilWrittenAsync(message, exchange, async () =>
    {
        await using NpgsqlCommand command = database.CreateCommand(Sql.Read("put-off-message"));
        command.Parameters.Add(new NpgsqlParameter { Value = message.GetMessageId() ?? NewId.NextGuid() });
        command.Parameters.Add(new NpgsqlParameter { Value = exchange });
        command.Parameters.Add(new NpgsqlParameter { Value = message.Body.GetBytes() });
        command.Parameters.Add(new NpgsqlParameter { Value = (object?)message.ContentType?.ToString() ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text });
        command.Parameters.Add(new NpgsqlParameter { Value = (object?)Traces.Current ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text });
        command.Parameters.Add(new NpgsqlParameter { Value = why });
        command.Parameters.Add(new NpgsqlParameter<TimeSpan> { TypedValue = pause });
        await command.ExecuteNonQueryAsync(CancellationToken.None);
    });

    public void Dispose() => _writers.Dispose();

    private async Task UntilWrittenAsync(ReceiveContext message, string exchange, Func<Task> write)
    {
        for (int attempt = 0; ; attempt++)
        {
            await _writers.WaitAsync(message.CancellationToken);
            try
            {
                await write();
                break;
            }
            catch (Exception failure) when (!message.CancellationToken.IsCancellationRequested)
            {
                log.Log(
                    _waiting.Failed(), "Messages wait to be written down, the first to {Exchange}: {Error}", exchange, SafeError.Of(failure));
            }
            finally
            {
                _writers.Release();
            }

            await Task.Delay(DatabaseOutage.PauseAfter(attempt), message.CancellationToken);
        }

        _waiting.IsOver();
    }

    private async Task WriteAsync(ReceiveContext message, string exchange, DeadLetterReason reason, string error)
    {
        string headers = JsonSerializer.Serialize(
            message.TransportHeaders.GetAll().Select(h => (Key: Keepable(h.Key), h.Value)).DistinctBy(h => h.Key)
                .ToDictionary(h => h.Key, h => h.Value?.ToString() is { } text ? Keepable(text) : null));
        await using NpgsqlCommand command = database.CreateCommand(Sql.Read("park-message"));
        command.Parameters.Add(new NpgsqlParameter { Value = exchange });
        command.Parameters.Add(new NpgsqlParameter { Value = message.InputAddress.Segments[^1] });
        command.Parameters.Add(new NpgsqlParameter { Value = reason.ToText() });
        command.Parameters.Add(new NpgsqlParameter { Value = Keepable(error) });
        command.Parameters.Add(new NpgsqlParameter { Value = Keepable(message.ContentType?.ToString() ?? "") });
        command.Parameters.Add(new NpgsqlParameter { Value = headers });
        command.Parameters.Add(new NpgsqlParameter { Value = message.Body.GetBytes() });
        await command.ExecuteNonQueryAsync(CancellationToken.None);
    }

    /// <summary>
    /// PostgreSQL's text has no NUL and no half surrogates. A header with one must not keep the row from being written: the
    /// message would come back for ever.
    /// </summary>
    private static string Keepable(string text) =>
        Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)).Replace('\0', '\uFFFD');
}
