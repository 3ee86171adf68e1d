using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Npgsql;
using Offboarding.Bench.Measuring;
using Offboarding.Bench.Servers;

namespace Offboarding.Bench.Pages;

/// <summary>
/// Twice a second a number is committed as the progress of some running cases; each viewer notes when a page told it that number
/// or a later one. A quarter of the viewers watch the list, the others these cases.
/// </summary>
internal sealed partial class LiveLag(BenchDatabase database, HttpClient client, BenchContext context)
{
    private const int Ticks = 40;
    private const int First = 100_000;

    // The list shows the sum over a case's steps, a few more than the step itself: tens tell the commits apart, ones do not count.
    private const int Step = 10;

    public async Task<Distribution> MeasureAsync(int viewers, CancellationToken cancellationToken)
    {
        await using NpgsqlConnection connection = await database.OpenAsync(cancellationToken);
        Guid[] cases = await CasesAsync(connection, cancellationToken);
        await using var progress = new NpgsqlCommand(Resources.Read("progress.sql"), connection) { Parameters = { new("cases", cases), new("done", (object)0L) } };
        // An earlier measurement left its numbers: who is shown them would seem to know of commits that are still to come.
        await progress.ExecuteNonQueryAsync(cancellationToken);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var committed = new long[Ticks];
        var lags = new ConcurrentBag<double>();
        int ready = 0;
        Task[] watching =
        [
            .. Enumerable.Range(0, viewers).Select(n => WatchAsync(
                n % 4 == 3 ? "/live/cases?step=reassign-conversations&state=in-progress" : $"/live/cases/{cases[n % cases.Length]}", () => Interlocked.Increment(ref ready), Seen, end.Token)),
        ];
        while (Volatile.Read(ref ready) < viewers)
        {
            await Task.Delay(100, cancellationToken);
        }

        context.Say($"{viewers:N0} viewers are connected");
        for (int tick = 0; tick < Ticks; tick++)
        {
            progress.Parameters[1].Value = (long)First + (tick * Step);
            await progress.ExecuteNonQueryAsync(cancellationToken);
            Volatile.Write(ref committed[tick], Stopwatch.GetTimestamp());
            await Task.Delay(500, cancellationToken);
        }

        long patience = Stopwatch.GetTimestamp();
        while (lags.Count < Ticks * viewers && Stopwatch.GetElapsedTime(patience) < TimeSpan.FromSeconds(30))
        {
            await Task.Delay(50, cancellationToken);
        }

        await end.CancelAsync();
        await Task.WhenAll(watching);
        return lags.Count == Ticks * viewers
            ? Distribution.Of(lags)
            : throw new InvalidOperationException($"{(Ticks * viewers) - lags.Count} of {Ticks * viewers} commits were not seen within 30 s.");

        void Seen(int from, int to, long at)
        {
            for (int tick = from; tick < to; tick++)
            {
                // A page may be read between the commit and the note of its time: then the lag is nothing.
                long since = Volatile.Read(ref committed[tick]);
                lags.Add(since == 0 ? 0 : Math.Max(0, Stopwatch.GetElapsedTime(since, at).TotalMilliseconds));
            }
        }
    }

    private static async Task<Guid[]> CasesAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(Resources.Read("watched-cases.sql"), connection);
        return (Guid[])(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    private async Task WatchAsync(string address, Action ready, Action<int, int, long> seen, CancellationToken end)
    {
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, address) { Headers = { { "Accept", "text/event-stream" } } };
            using HttpResponseMessage answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, end);
            answer.EnsureSuccessStatusCode();
            using var reader = new StreamReader(await answer.Content.ReadAsStreamAsync(end));
            int next = 0;
            bool hello = false;
            while (await reader.ReadLineAsync(end) is { } line)
            {
                // The first events are the whole page; from then on changes come.
                if (!hello && line.StartsWith("event: tick", StringComparison.Ordinal))
                {
                    hello = true;
                    ready();
                }

                foreach (Match match in Number().Matches(line))
                {
                    int tick = (int.Parse(match.Value, NumberStyles.AllowThousands, CultureInfo.InvariantCulture) - First) / Step;
                    if (tick >= next && tick < Ticks)
                    {
                        seen(next, tick + 1, Stopwatch.GetTimestamp());
                        next = tick + 1;
                    }
                }
            }
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested)
        {
            // Enough was seen.
        }
    }

    [GeneratedRegex(@"\b100,\d{3}\b", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Number();
}
