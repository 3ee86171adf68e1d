using Dapper;
using Npgsql;
using Offboarding.Worker.Infrastructure.Database;

namespace Offboarding.Worker.Seats;

/// <summary>The seats of a workspace, under its lock.</summary>
/// <param name="SeatLimit">Paid for (A6).</param>
/// <param name="InUse">Held by active full users, and by invited ones if the workspace's policy says so.</param>
public sealed record SeatCount(int SeatLimit, int InUse)
{
    public int Free => Math.Max(SeatLimit - InUse, 0);

    internal static Task<SeatCount> ReadAsync(NpgsqlConnection connection, Guid workspaceId, CancellationToken cancellationToken) =>
        connection.QuerySingleAsync<SeatCount>(new CommandDefinition(
            Sql.Read("seat-count"), new { workspaceId }, cancellationToken: cancellationToken));
}
