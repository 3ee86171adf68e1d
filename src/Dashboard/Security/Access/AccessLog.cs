using System.Threading.Channels;
using Dapper;
using Microsoft.Extensions.Options;
using Npgsql;
using Offboarding.Dashboard.Queries;

namespace Offboarding.Dashboard.Security.Access;

/// <summary>
/// Keeps <see cref="AccessEvent"/>s: in the table <c>offboarding.access_log</c>, to which the dashboard's role can only add, and as JSON lines where
/// <c>Dashboard:AccessLog</c> says. No request waits for it: what happens within half a second is written in one statement. While the database is
/// away, up to 10,000 events wait; how many were left out beyond that is said in the log.
/// </summary>
public sealed class AccessLog(DashboardDatabase database, IOptions<DashboardOptions> options, ILogger<AccessLog> logger) : BackgroundService
{
    private const int MostWaiting = 10_000;
    private const int Batch = 500;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    private readonly Channel<AccessEvent> waiting = Channel.CreateBounded<AccessEvent>(new BoundedChannelOptions(MostWaiting) { SingleReader = true });
    private readonly Lock gate = new();
    private long leftOut;

    /// <summary>Keeps it, soon.</summary>
    public void Add(AccessEvent access)
    {
        WriteLine(access);
        if (!waiting.Writer.TryWrite(access))
        {
            Interlocked.Increment(ref leftOut);
        }
    }

    /// <inheritdoc />
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        waiting.Writer.TryComplete();
        await base.StopAsync(cancellationToken);
        if (waiting.Reader.TryPeek(out _))
        {
            await TryWriteAsync(Take([]), cancellationToken);
        }
    }

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        List<AccessEvent> batch = [];
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (batch.Count == 0 && !await waiting.Reader.WaitToReadAsync(stoppingToken))
                {
                    return;
                }

                await Task.Delay(Pause, stoppingToken);
            }
            catch (OperationCanceledException)
            {
                break;
            }

            batch = await TryWriteAsync(Take(batch), stoppingToken) ? [] : batch;
        }

        if (batch.Count > 0)
        {
            await TryWriteAsync(batch, CancellationToken.None);
        }
    }

    private List<AccessEvent> Take(List<AccessEvent> batch)
    {
        while (batch.Count < Batch && waiting.Reader.TryRead(out AccessEvent? next))
        {
            batch.Add(next);
        }

        return batch;
    }

    private async Task<bool> TryWriteAsync(List<AccessEvent> batch, CancellationToken cancellationToken)
    {
        try
        {
            await using NpgsqlConnection connection = await database.OpenForAllAsync(cancellationToken);
            await connection.ExecuteAsync(new CommandDefinition(
                Sql.Read("record-access"), new { events = $"[{string.Join(',', batch.Select(static access => access.ToJson()))}]" }, cancellationToken: cancellationToken));
        }
        catch (PostgresException wrong) when (wrong.SqlState.StartsWith("22", StringComparison.Ordinal) || wrong.SqlState.StartsWith("23", StringComparison.Ordinal))
        {
            // One entry that the table does not take must not keep out the others.
            if (batch.Count == 1)
            {
                logger.LogError("The access log does not take an entry {Event}: {Problem}", batch[0].Event, wrong.MessageText);
                return true;
            }

            foreach (AccessEvent one in batch)
            {
                await TryWriteAsync([one], cancellationToken);
            }
        }
        catch (Exception away) when (away is NpgsqlException or TimeoutException or OperationCanceledException)
        {
            return false;
        }

        if (Interlocked.Exchange(ref leftOut, 0) is > 0 and long count)
        {
            logger.LogError("The database was away for so long that {Count} entries of the access log were left out", count);
        }

        return true;
    }

    private void WriteLine(AccessEvent access)
    {
        if (options.Value.AccessLog is not { Length: > 0 } place)
        {
            return;
        }

        lock (gate)
        {
            try
            {
                if (place == "stdout")
                {
                    Console.Out.WriteLine(access.ToJson());
                }
                else
                {
                    // Opened for each line, so that the file can be moved away by whoever rotates it.
                    File.AppendAllText(place, access.ToJson() + "\n");
                }
            }
            catch (Exception full) when (full is IOException or UnauthorizedAccessException)
            {
                // Nobody is kept out because a disk is full: the entry is in the database all the same.
                logger.LogError("Dashboard:AccessLog cannot be written: {Problem}", full.Message);
            }
        }
    }
}
