using Dapper;
using Npgsql;

namespace Offboarding.Worker.Infrastructure.Database;

/// <summary>
/// The lock under which guards are checked and seats are counted; the first of the lock order (design, section 6). Whoever waits for it gives up
/// soon: somebody who holds the row of one workspace must not keep the others waiting (docs/adr/0033).
/// </summary>
internal static class WorkspaceLock
{
    /// <summary>Takes the lock until the connection's transaction ends.</summary>
    /// <returns>False if there is no such workspace.</returns>
    /// <exception cref="WorkspaceLockedException">Somebody else holds it.</exception>
    public static async Task<bool> TakeAsync(NpgsqlConnection connection, Guid workspaceId, CancellationToken cancellationToken) =>
        await TakenByAsync(() => connection.ExecuteScalarAsync<Guid?>(new CommandDefinition(
            Sql.Read("lock-workspace"), new { workspaceId }, cancellationToken: cancellationToken))) is not null;

    /// <summary>Runs statements that begin with taking the lock.</summary>
    /// <exception cref="WorkspaceLockedException">Somebody else holds it.</exception>
    public static async Task<T> TakenByAsync<T>(Func<Task<T>> statements)
    {
        try
        {
            return await statements();
        }
        catch (PostgresException error) when (error.SqlState == PostgresErrorCodes.LockNotAvailable)
        {
            throw new WorkspaceLockedException();
        }
    }

    /// <summary>For a sweep: does what needs the lock, or leaves it to the next look, so that the other workspaces have their turn.</summary>
    public static async Task OrLaterAsync(Func<Task> act)
    {
        try
        {
            await act();
        }
        catch (WorkspaceLockedException)
        {
            // The next look finds it again.
        }
    }
}

/// <summary>Somebody else holds the row of the workspace, or many messages for it are being handled: to be done later, and no failure.</summary>
internal sealed class WorkspaceLockedException() : Exception("The workspace is locked.")
{
    /// <summary>Gives a message that is put off its place, and says how long it waits; a sweep, which looks again anyway, takes none.</summary>
    public Func<TimeSpan> ComesAgainAfter { get; init; } = static () => TimeSpan.FromSeconds(0.5 + Random.Shared.NextDouble());
}
