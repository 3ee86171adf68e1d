using System.Text;
using System.Text.Json;
using MassTransit;
using Npgsql;
using Offboarding.Worker.Persistence;
using Offboarding.Worker.Telemetry;

namespace Offboarding.Worker.Messaging.Parking;

/// <summary>
/// Keeps a message that could not be read or handled, byte for byte, with the reason. It is shown in the dashboard, can be
/// replayed, and never blocks the messages behind it. If the row cannot be written the message stays in its queue.
/// </summary>
internal sealed class ParkingLot(NpgsqlDataSource database, ILogger<ParkingLot> log)
{
    public async Task ParkAsync(ReceiveContext message, string exchange, ParkingReason reason, string error)
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
        Measures.DeadLetter(reason.ToText());
        // The text may quote the message; it is in the row.
        log.LogWarning("A message to {Exchange} was parked ({Reason}); the dashboard says why", exchange, reason.ToText());
    }

    /// <summary>
    /// PostgreSQL's text has no NUL and no half surrogates. A header with one must not keep the row from being written: the
    /// message would come back for ever.
    /// </summary>
    private static string Keepable(string text) =>
        Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)).Replace('\0', '\uFFFD');
}
