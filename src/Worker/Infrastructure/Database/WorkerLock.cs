using Dapper;
using Npgsql;
using Offboarding.Telemetry;
using Offboarding.Worker.Infrastructure.Telemetry;

namespace Offboarding.Worker.Infrastructure.Database;

/// <summary>
/// Holds an advisory lock for as long as this process lives, on a connection of its own. PostgreSQL frees it when the process dies, so other workers know within
/// a second whose jobs and messages nobody sees to any more (docs/adr/0045). A frozen process keeps its connection, and with it the lock.
/// </summary>
internal sealed class WorkerLock(NpgsqlDataSource database, ILogger<WorkerLock> log) : BackgroundService
{
    private static readonly TimeSpan TryAgainAfter = TimeSpan.FromMilliseconds(500);

    /// <summary>This process, as the names of its Hangfire servers and what it has claimed carry it.</summary>
    public string Id { get; } = $"{Guid.NewGuid():N}";

    /// <summary>Those of some other processes that hold no lock; this one lives. One that lost its connection, and lives, is among them until it has its lock again, within a second.</summary>
    public async Task<HashSet<string>> WithoutLockAsync(NpgsqlConnection connection, IEnumerable<string> workers, CancellationToken cancellationToken)
    {
        string[] others = [.. workers.Distinct().Where(worker => worker != Id)];
        return others.Length == 0 ? [] : [.. await connection.QueryAsync<string>(new CommandDefinition(
            Sql.Read("workers-without-lock"), new { workers = others }, cancellationToken: cancellationToken))];
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var outage = new Outage();
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await HoldAsync(outage, stoppingToken);
            }
            catch (Exception error) when (!stoppingToken.IsCancellationRequested)
            {
                log.Log(outage.Failed(), "The lock that shows that this worker lives is lost; taken again: {Error}", SafeError.Of(error));
            }
            catch (OperationCanceledException)
            {
                return;
            }

            await Task.Delay(TryAgainAfter, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Returns when somebody else has the lock: an earlier connection of this process that the server has not given up yet.</summary>
    private async Task HoldAsync(Outage outage, CancellationToken cancellationToken)
    {
        await using NpgsqlConnection connection = await database.OpenConnectionAsync(cancellationToken);
        if (!await connection.ExecuteScalarAsync<bool>(new CommandDefinition(Sql.Read("worker-lock"), new { worker = Id }, cancellationToken: cancellationToken)))
        {
            return;
        }

        outage.IsOver();
        try
        {
            // Ends with an error as soon as the connection is lost.
            while (true)
            {
                await connection.WaitAsync(cancellationToken);
            }
        }
        catch (OperationCanceledException)
        {
            // Connections are not reset when they go back to the pool.
            await connection.ExecuteAsync(new CommandDefinition(Sql.Read("worker-unlock"), new { worker = Id }, cancellationToken: CancellationToken.None));
            throw;
        }
    }
}
