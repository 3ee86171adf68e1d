using Dapper;
using Npgsql;
using Offboarding.Telemetry;
using Offboarding.Worker.Infrastructure.Database;
using Offboarding.Worker.Infrastructure.Telemetry;

namespace Offboarding.Worker.Jobs;

/// <summary>
/// Holds an advisory lock for as long as this process lives, on a connection of its own. PostgreSQL frees it when the process dies, so other workers know within
/// a second whose jobs nobody works on any more (docs/adr/0045). A frozen process keeps its connection, and with it the lock.
/// </summary>
internal sealed class JobServerLock(NpgsqlDataSource database, ILogger<JobServerLock> log) : BackgroundService
{
    private static readonly TimeSpan TryAgainAfter = TimeSpan.FromMilliseconds(500);

    /// <summary>This process, as the names of its Hangfire servers carry it.</summary>
    public string Id { get; } = $"{Guid.NewGuid():N}";

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
        if (!await connection.ExecuteScalarAsync<bool>(new CommandDefinition(Sql.Read("job-server-lock"), new { server = Id }, cancellationToken: cancellationToken)))
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
            await connection.ExecuteAsync(new CommandDefinition(Sql.Read("job-server-unlock"), new { server = Id }, cancellationToken: CancellationToken.None));
            throw;
        }
    }
}
