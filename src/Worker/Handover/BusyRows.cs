using Npgsql;
using Offboarding.Worker.Steps;

namespace Offboarding.Worker.Handover;

/// <summary>What a batch does about rows that somebody else holds, while it holds rows of people itself: it waits a moment, and otherwise comes again.</summary>
internal static class BusyRows
{
    /// <summary>Runs statements that begin with lock-timeout-wait.</summary>
    /// <exception cref="RowsHeldException">Somebody else still holds what they need.</exception>
    public static async Task<T> OrLaterAsync<T>(Func<Task<T>> statements)
    {
        try
        {
            return await statements();
        }
        catch (PostgresException error) when (error.SqlState == PostgresErrorCodes.LockNotAvailable)
        {
            throw new RowsHeldException(error);
        }
    }
}
