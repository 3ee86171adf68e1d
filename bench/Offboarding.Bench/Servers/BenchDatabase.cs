using System.Diagnostics;
using Npgsql;

namespace Offboarding.Bench.Servers;

/// <summary>A database that can be copied file by file, so that both sides of a comparison begin with the same bytes.</summary>
internal sealed class BenchDatabase(string owner, string worker, string dashboard) : IAsyncDisposable
{
    /// <summary>Connection string of a superuser: arranges, watches, and is the "other writer".</summary>
    public string Owner { get; } = owner;

    /// <summary>Connection string of the worker's login.</summary>
    public string Worker { get; } = worker;

    /// <summary>Connection string of the dashboard's login.</summary>
    public string Dashboard { get; } = dashboard;

    private string Name => new NpgsqlConnectionStringBuilder(Owner).Database!;

    public async Task<NpgsqlConnection> OpenAsync(CancellationToken cancellationToken)
    {
        var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(Owner) { Pooling = false, CommandTimeout = 0 }.ConnectionString);
        await connection.OpenAsync(cancellationToken);
        return connection;
    }

    /// <summary>Leaves everything that was written vacuumed, analyzed and on disk.</summary>
    public static async Task SettleAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await ExecuteAsync(connection, "VACUUM (FREEZE, ANALYZE)", cancellationToken);
        await ExecuteAsync(connection, "CHECKPOINT", cancellationToken);
    }

    /// <summary>A copy with nothing of it in the shared buffers, after a checkpoint: the same start for everybody.</summary>
    public async Task<BenchDatabase> CopyAsync(CancellationToken cancellationToken)
    {
        string name = $"bench_{Guid.NewGuid():n}";
        NpgsqlConnection.ClearAllPools();
        await using (NpgsqlConnection connection = await new BenchDatabase(Renamed(Owner, "postgres"), Worker, Dashboard).OpenAsync(cancellationToken))
        {
            await ExecuteAsync(connection, $"CREATE DATABASE {name} TEMPLATE {Name} STRATEGY file_copy", cancellationToken);
            await ExecuteAsync(connection, "CHECKPOINT", cancellationToken);
        }

        // The copy's dirty pages in the kernel would be written back while the clock runs.
        if (OperatingSystem.IsLinux())
        {
            using Process sync = Process.Start("sync");
            await sync.WaitForExitAsync(cancellationToken);
        }

        return new BenchDatabase(Renamed(Owner, name), Renamed(Worker, name), Renamed(Dashboard, name));
    }

    public async ValueTask DisposeAsync()
    {
        NpgsqlConnection.ClearAllPools();
        await using NpgsqlConnection connection = await new BenchDatabase(Renamed(Owner, "postgres"), Worker, Dashboard).OpenAsync(CancellationToken.None);
        await ExecuteAsync(connection, $"DROP DATABASE {Name} WITH (FORCE)", CancellationToken.None);
    }

    private static string Renamed(string connectionString, string database) =>
        new NpgsqlConnectionStringBuilder(connectionString) { Database = database }.ConnectionString;

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
