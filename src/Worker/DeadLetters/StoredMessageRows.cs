using Dapper;
using Npgsql;
using Offboarding.Worker.Infrastructure.Database;

namespace Offboarding.Worker.DeadLetters;

/// <summary>Reads what became of a refusal or a parked message.</summary>
internal static class StoredMessageRows
{
    public static Task<StoredMessage?> FindAsync(NpgsqlConnection connection, Guid messageId, CancellationToken cancellationToken) =>
        connection.QuerySingleOrDefaultAsync<StoredMessage>(new CommandDefinition(
            Sql.Read("stored-message"), new { messageId }, cancellationToken: cancellationToken));
}

/// <summary>What became of a refusal or a parked message so far. Times are UTC.</summary>
public sealed record StoredMessage
{
    public DateTime? ReplayedAt { get; init; }

    /// <summary>Null also for replays of before there was this column.</summary>
    public string? ReplayedBy { get; init; }

    /// <summary>The request id of the replay.</summary>
    public Guid? ReplayRequest { get; init; }

    public DateTime? DiscardedAt { get; init; }

    public string? DiscardedBy { get; init; }

    /// <summary>The request id of the discard.</summary>
    public Guid? DiscardRequest { get; init; }

    /// <summary>It named somebody who was deleted (D8).</summary>
    public DateTime? ErasedAt { get; init; }
}
