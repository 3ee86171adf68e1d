using System.Text.Json;
using MassTransit;
using Npgsql;
using Offboarding.Worker.Persistence;

namespace Offboarding.Worker.Messaging.Parking;

/// <summary>
/// Keeps a message that could not be read or handled, byte for byte, with the reason. It is shown in the dashboard, can be
/// replayed, and never blocks the messages behind it. If the row cannot be written the message stays in its queue.
/// </summary>
internal sealed class ParkingLot(NpgsqlDataSource database, ILogger<ParkingLot> log)
{
    public async Task ParkAsync(ReceiveContext message, string exchange, ParkingReason reason, string error)
    {
        string headers = JsonSerializer.Serialize(message.TransportHeaders.GetAll().ToDictionary(h => h.Key, h => h.Value?.ToString()));
        await using NpgsqlCommand command = database.CreateCommand(Sql.Read("park-message.sql"));
        command.Parameters.Add(new NpgsqlParameter { Value = exchange });
        command.Parameters.Add(new NpgsqlParameter { Value = message.InputAddress.AbsolutePath.Trim('/') });
        command.Parameters.Add(new NpgsqlParameter { Value = reason.ToText() });
        command.Parameters.Add(new NpgsqlParameter { Value = error });
        command.Parameters.Add(new NpgsqlParameter { Value = message.ContentType?.ToString() ?? "" });
        command.Parameters.Add(new NpgsqlParameter { Value = headers });
        command.Parameters.Add(new NpgsqlParameter { Value = message.Body.GetBytes() });
        await command.ExecuteNonQueryAsync(CancellationToken.None);
        log.LogWarning("A message to {Exchange} was parked ({Reason}): {Error}", exchange, reason.ToText(), error);
    }
}
