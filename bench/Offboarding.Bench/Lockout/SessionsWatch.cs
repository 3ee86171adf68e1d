using System.Collections.Concurrent;
using System.Diagnostics;
using Npgsql;
using Offboarding.Bench.Servers;

namespace Offboarding.Bench.Lockout;

/// <summary>
/// Hears of each case the moment the transaction that ended its sessions has committed, by NOTIFY; so that both instants,
/// publish and end, are read from the one monotonic clock of this process.
/// </summary>
internal sealed class SessionsWatch : IAsyncDisposable
{
    private readonly ConcurrentDictionary<Guid, long> _ended = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly NpgsqlConnection _connection;
    private readonly Task _listening;

    private SessionsWatch(NpgsqlConnection connection)
    {
        _connection = connection;
        connection.Notification += (_, told) => _ended.TryAdd(Guid.Parse(told.Payload), Stopwatch.GetTimestamp());
        _listening = Task.Run(ListenAsync);
    }

    public static async Task<SessionsWatch> StartAsync(BenchDatabase database, CancellationToken cancellationToken)
    {
        NpgsqlConnection connection = await database.OpenAsync(cancellationToken);
        await using (var command = new NpgsqlCommand(Resources.Read("watch-sessions.sql"), connection))
        {
            await command.ExecuteNonQueryAsync(cancellationToken);
        }

        await using var listen = new NpgsqlCommand("LISTEN bench_sessions_ended", connection);
        await listen.ExecuteNonQueryAsync(cancellationToken);
        return new SessionsWatch(connection);
    }

    /// <summary>The instant by <see cref="Stopwatch.GetTimestamp"/>; waits for it.</summary>
    private async Task<long> EndedAsync(Guid caseId, CancellationToken cancellationToken)
    {
        for (long begin = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(begin) < TimeSpan.FromSeconds(60);)
        {
            if (_ended.TryGetValue(caseId, out long at))
            {
                return at;
            }

            await Task.Delay(20, cancellationToken);
        }

        throw new TimeoutException($"The sessions of case {caseId} did not end within a minute.");
    }

    /// <summary>Milliseconds from each publish to the end of the sessions; waits for all of them.</summary>
    public async Task<List<double>> WaitsAsync(IEnumerable<Departure> sent, CancellationToken cancellationToken)
    {
        var waits = new List<double>();
        foreach (Departure departure in sent)
        {
            waits.Add(Stopwatch.GetElapsedTime(departure.PublishedAt, await EndedAsync(departure.CaseId, cancellationToken)).TotalMilliseconds);
        }

        return waits;
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _listening.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _connection.DisposeAsync();
        _stop.Dispose();
    }

    private async Task ListenAsync()
    {
        while (true)
        {
            await _connection.WaitAsync(_stop.Token);
        }
    }
}
