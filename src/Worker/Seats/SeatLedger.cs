using Dapper;
using Npgsql;
using Offboarding.Worker.Infrastructure.Database;

namespace Offboarding.Worker.Seats;

/// <summary>Writes down who changed the seats, and why. The worker's role can add and read, nothing else.</summary>
internal static class SeatLedger
{
    public static Task AddAsync(NpgsqlConnection connection, SeatChange change, CancellationToken cancellationToken) =>
        connection.ExecuteAsync(new CommandDefinition(Sql.Read("seat-change-add"), change, cancellationToken: cancellationToken));
}
