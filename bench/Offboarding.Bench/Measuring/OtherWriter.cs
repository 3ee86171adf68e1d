using System.Diagnostics;
using Npgsql;
using Offboarding.Bench.Servers;

namespace Offboarding.Bench.Measuring;

/// <summary>
/// Somebody else who works on the same conversations: one small UPDATE each 20 ms on a connection of its own, and how long each
/// one took. A writer that waits for ten seconds misses the 500 writes it would have made meanwhile; each of them would
/// have waited too, so they are counted with the wait they would have had (no coordinated omission).
/// </summary>
internal sealed class OtherWriter : IAsyncDisposable
{
    public static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(20);

    private readonly List<(DateTime Begin, double Milliseconds)> _waits = [];
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _writing;

    private OtherWriter(NpgsqlConnection connection, Guid workspace, Func<Task<long>> nextId) =>
        _writing = Task.Run(() => WriteAsync(connection, workspace, nextId));

    /// <param name="database">Where.</param>
    /// <param name="workspace">Whose conversations.</param>
    /// <param name="nextId">The conversation to touch next; not part of the time that is measured.</param>
    /// <param name="cancellationToken">Gives up connecting.</param>
    public static async Task<OtherWriter> StartAsync(
        BenchDatabase database, Guid workspace, Func<Task<long>> nextId, CancellationToken cancellationToken) =>
        new(await database.OpenAsync(cancellationToken), workspace, nextId);

    /// <summary>Stops, and says how long its writes between these instants (UTC) waited.</summary>
    public async Task<IReadOnlyList<double>> StopAsync(DateTime from, DateTime to)
    {
        await _stop.CancelAsync();
        await _writing;
        var waits = new List<double>();
        foreach ((DateTime begin, double milliseconds) in _waits)
        {
            if (begin.AddMilliseconds(milliseconds) >= from && begin <= to)
            {
                for (double missed = milliseconds; missed > 0 && (missed == milliseconds || missed > Pace.TotalMilliseconds); missed -= Pace.TotalMilliseconds)
                {
                    waits.Add(missed);
                }
            }
        }

        return waits;
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _writing;
        _stop.Dispose();
    }

    private async Task WriteAsync(NpgsqlConnection connection, Guid workspace, Func<Task<long>> nextId)
    {
        await using (connection)
        {
            var id = new NpgsqlParameter<long>();
            await using var write = new NpgsqlCommand(Resources.Read("other-writer.sql"), connection)
            {
                Parameters = { new NpgsqlParameter<Guid> { TypedValue = workspace }, id },
            };
            await write.PrepareAsync();
            using var timer = new PeriodicTimer(Pace);
            while (!_stop.IsCancellationRequested)
            {
                id.TypedValue = await nextId();
                DateTime begin = DateTime.UtcNow;
                long started = Stopwatch.GetTimestamp();
                await write.ExecuteNonQueryAsync(CancellationToken.None);
                _waits.Add((begin, Stopwatch.GetElapsedTime(started).TotalMilliseconds));
                try
                {
                    await timer.WaitForNextTickAsync(_stop.Token);
                }
                catch (OperationCanceledException)
                {
                    return;
                }
            }
        }
    }
}
