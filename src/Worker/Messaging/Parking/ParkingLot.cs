using System.Text;
using System.Text.Json;
using MassTransit;
using Npgsql;
using Offboarding.Telemetry;
using Offboarding.Worker.Persistence;
using Offboarding.Worker.Telemetry;

namespace Offboarding.Worker.Messaging.Parking;

/// <summary>
/// Keeps a message that could not be read or handled, byte for byte, with the reason. It is shown in the dashboard, can be
/// replayed, and never blocks the messages behind it. While the row cannot be written the message waits here, unacknowledged: given back
/// to the broker it would come again at once, and each delivery counts against the queue's limit (docs/adr/0032).
/// </summary>
internal sealed class ParkingLot(NpgsqlDataSource database, ILogger<ParkingLot> log)
{
    private int _waiting;

    /// <summary>Writes the row, however long the database is away.</summary>
    /// <exception cref="OperationCanceledException">The worker stops; the message comes again.</exception>
    public async Task ParkAsync(ReceiveContext message, string exchange, ParkingReason reason, string error)
    {
        for (int attempt = 0; ; attempt++)
        {
            try
            {
                await WriteAsync(message, exchange, reason, error);
                break;
            }
            catch (Exception failure) when (!message.CancellationToken.IsCancellationRequested)
            {
                log.Log(
                    Interlocked.Exchange(ref _waiting, 1) == 0 ? LogLevel.Warning : LogLevel.Debug,
                    "Messages wait to be parked, the first to {Exchange}: {Error}", exchange, SafeError.Of(failure));
                await Task.Delay(DatabaseOutage.PauseAfter(attempt), message.CancellationToken);
            }
        }

        Volatile.Write(ref _waiting, 0);
        Measures.DeadLetter(reason.ToText());
        // The text may quote the message; it is in the row.
        log.LogWarning("A message to {Exchange} was parked ({Reason}); the dashboard says why", exchange, reason.ToText());
    }

    private async Task WriteAsync(ReceiveContext message, string exchange, ParkingReason reason, string error)
    {
        string headers = JsonSerializer.Serialize(
            message.TransportHeaders.GetAll().Select(h => (Key: Keepable(h.Key), h.Value)).DistinctBy(h => h.Key)
                .ToDictionary(h => h.Key, h => h.Value?.ToString() is { } text ? Keepable(text) : null));
        await using NpgsqlCommand command = database.CreateCommand(Sql.Read("park-message.sql"));
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
