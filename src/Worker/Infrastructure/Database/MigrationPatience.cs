using System.Diagnostics;
using Npgsql;

namespace Offboarding.Worker.Infrastructure.Database;

/// <summary>Tries a part of a migration until it gets its locks, and says meanwhile whom it waits for.</summary>
/// <param name="work">The connection of the parts.</param>
/// <param name="watch">Another one, to look who is in the way.</param>
/// <param name="say">Is told.</param>
internal sealed class MigrationPatience(NpgsqlConnection work, NpgsqlConnection watch, Action<string> say)
{
    private static readonly TimeSpan AtMost = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);

    /// <param name="what">Its name, for people.</param>
    /// <param name="part">One transaction, or something that can be begun anew.</param>
    /// <param name="cancellationToken">Ends the pauses too.</param>
    public async Task TryAsync(string what, Func<Task> part, CancellationToken cancellationToken)
    {
        long begin = Stopwatch.GetTimestamp();
        TimeSpan pause = TimeSpan.FromSeconds(0.25);
        while (true)
        {
            try
            {
                await using (var shortly = new NpgsqlCommand(Sql.Read("short-locks"), work))
                {
                    await shortly.ExecuteNonQueryAsync(cancellationToken);
                }

                await part();
                return;
            }
            catch (Exception error) when (Postgres(error) is { SqlState: PostgresErrorCodes.LockNotAvailable or PostgresErrorCodes.DeadlockDetected } locked)
            {
                string others = await OthersAsync(cancellationToken);
                if (Stopwatch.GetElapsedTime(begin) > AtMost)
                {
                    throw new TimeoutException(
                        $"{what} did not get its locks for {AtMost.TotalMinutes:0} minutes ({locked.MessageText}). In a transaction: {others}. "
                        + "What was applied before it stays; end that transaction, or run this again at a quieter time",
                        error);
                }

                say($"{what}: {locked.MessageText}. In a transaction: {others}. Tried again in {pause.TotalSeconds:0.#} s");
                await Task.Delay(pause, cancellationToken);
                pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
            }
        }
    }

    /// <summary>Entity Framework wraps what it takes for transient.</summary>
    private static PostgresException? Postgres(Exception? error) => error is null or PostgresException ? error as PostgresException : Postgres(error.InnerException);

    private async Task<string> OthersAsync(CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(Sql.Read("long-transactions"), watch);
        return await command.ExecuteScalarAsync(cancellationToken) as string ?? "nobody any more";
    }
}
