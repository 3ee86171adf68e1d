using Dapper;
using Npgsql;

namespace Offboarding.Bench.Measuring;

/// <summary>What a scenario counts beside the commits of its database.</summary>
internal static class Counters
{
    /// <param name="connection">To the database that is measured.</param>
    /// <param name="file">A query of two numbers: what is counted, and the commits.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public static async Task<(long Counted, long Commits)> ReadAsync(NpgsqlConnection connection, string file, CancellationToken cancellationToken)
    {
        // Statistics of commits arrive within a second of them.
        await Task.Delay(1500, cancellationToken);
        return await connection.QuerySingleAsync<(long, long)>(new CommandDefinition(Resources.Read(file), cancellationToken: cancellationToken));
    }
}
