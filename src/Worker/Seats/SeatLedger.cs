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

/// <summary>A line of the seat ledger.</summary>
/// <param name="WorkspaceId">The workspace.</param>
/// <param name="Change"><c>limit</c>, <c>taken</c> or <c>released</c>.</param>
/// <param name="UserId">Whose seat; null for a change of the limit.</param>
/// <param name="FromCount">The limit before; for a seat the seats in use before.</param>
/// <param name="ToCount">The same after.</param>
/// <param name="ChangedBy">A user's id or an operator's name.</param>
/// <param name="Reason">Why.</param>
/// <param name="RequestId">The request that caused it.</param>
internal sealed record SeatChange(
    Guid WorkspaceId, string Change, Guid? UserId, int FromCount, int ToCount, string ChangedBy, string Reason, Guid RequestId);

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
