using Npgsql;
using Offboarding.Bench.Servers;

namespace Offboarding.Bench.Workload;

/// <summary>Cases of two years in 200 workspaces, as described in <c>many-cases.sql</c>.</summary>
internal static class ManyCases
{
    /// <summary>Writes them and leaves the tables vacuumed and analyzed.</summary>
    public static async Task SaveAsync(BenchDatabase database, long finished, long running, CancellationToken cancellationToken)
    {
        await using NpgsqlConnection connection = await database.OpenAsync(cancellationToken);
        await using (NpgsqlTransaction transaction = await connection.BeginTransactionAsync(cancellationToken))
        {
            await using var fill = new NpgsqlCommand(Resources.Read("many-cases.sql"), connection, transaction)
            {
                Parameters = { new("finished", finished), new("running", running) },
            };
            await fill.ExecuteNonQueryAsync(cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        }

        await using var vacuum = new NpgsqlCommand("VACUUM (FREEZE, ANALYZE)", connection);
        await vacuum.ExecuteNonQueryAsync(cancellationToken);
    }
}
