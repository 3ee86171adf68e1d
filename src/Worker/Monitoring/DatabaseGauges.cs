using System.Diagnostics.Metrics;
using Dapper;
using Npgsql;
using Offboarding.Telemetry;
using Offboarding.Worker.Infrastructure.Database;
using Offboarding.Worker.Infrastructure.Messaging;
using Offboarding.Worker.Infrastructure.Telemetry;

namespace Offboarding.Worker.Monitoring;

/// <summary>
/// Gauges of what is in the database. They are read every few seconds, by one statement, whoever scrapes how often; a scrape gets what was
/// read last and never waits for the database. What was read too long ago is left out rather than shown as if it were true. Every worker says
/// the same: take the maximum over workers, not the sum.
/// </summary>
internal sealed class DatabaseGauges(NpgsqlDataSource database, BrokerState broker, TimeProvider time, ILogger<DatabaseGauges> log) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan StrandedEvery = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan TooOld = TimeSpan.FromSeconds(20);
    private const int PatienceSeconds = 5;

    private readonly GonePortions _portions = new(size: 5000, TimeSpan.FromSeconds(1));
    private readonly Meter _meter = new(Signals.Name);
    private volatile Seen? _seen;
    private long? _stranded;
    private DateTimeOffset _strandedAt = DateTimeOffset.MinValue;

    public override void Dispose()
    {
        _meter.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        Gauge("offboarding.cases.attention", "{case}", "Cases that need attention: a step is out of attempts.", static seen => seen.Row.Attention);
        Gauge("offboarding.outbox.messages", "{message}", "Messages that wait in the outbox.", static seen => seen.Row.Outbox);
        Gauge("offboarding.dead_letters.waiting", "{message}", "Dead letters that nobody has replayed or discarded.", static seen => seen.Row.DeadLetters);
        Gauge("offboarding.inactive_users.open_work", "{step}", "Kinds of open work on people who are inactive, of which nobody decided that it stays; must be 0.", static seen => seen.Stranded);
        _meter.CreateObservableGauge("offboarding.outbox.age", () => Values<double>(static seen => [new Measurement<double>(seen.Row.OutboxAge)]), "s", "How long the oldest message waits in the outbox.");
        _meter.CreateObservableGauge("offboarding.queue.messages", () => Values(Queues), "{message}", "Messages that wait in a queue of the broker.");
        _meter.CreateObservableGauge("offboarding.broker.up", () => broker.TakesMessages ? 1 : 0, null, "1: the broker takes messages; 0: it is away, or has a memory or disk alarm.");
        _meter.CreateObservableGauge("offboarding.database.up", () => Fresh() is null ? 0 : 1, null, "1: the gauges above are what the database says; 0: it cannot be read, and they are left out.");

        var outage = new Outage();
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await ReadAsync(stoppingToken);
                outage.IsOver();
            }
            catch (Exception error) when (!stoppingToken.IsCancellationRequested)
            {
                log.Log(outage.Failed(), "Gauges cannot be read; tried again every {Every}: {Error}", Every, SafeError.Of(error));
            }
            catch (OperationCanceledException)
            {
                break;
            }

            await Task.Delay(Every, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task ReadAsync(CancellationToken cancellationToken)
    {
        await using NpgsqlConnection connection = await database.OpenConnectionAsync(cancellationToken);
        Row row = await connection.QuerySingleAsync<Row>(new CommandDefinition(Sql.Read("gauges"), commandTimeout: PatienceSeconds, cancellationToken: cancellationToken));
        DateTimeOffset now = time.GetUtcNow();
        if (now - _strandedAt >= StrandedEvery)
        {
            // The monitor's own statement; heavier than the rest, and true for longer.
            (List<LeftBehind> run, List<LeftBehind>? round) = await _portions.RunAsync(connection, time, cancellationToken);
            _stranded = round?.Count ?? Math.Max(_stranded ?? 0, run.Count);
            _strandedAt = now;
        }

        _seen = new Seen(row, _stranded ?? 0, now);
    }

    private Seen? Fresh() => _seen is { } seen && time.GetUtcNow() - seen.At < TooOld ? seen : null;

    private IEnumerable<Measurement<T>> Values<T>(Func<Seen, IEnumerable<Measurement<T>>> values)
        where T : struct => Fresh() is { } seen ? values(seen) : [];

    private void Gauge(string name, string unit, string description, Func<Seen, long> value) =>
        _meter.CreateObservableGauge(name, () => Values<long>(seen => [new Measurement<long>(value(seen))]), unit, description);

    /// <summary>The names are those of the queues this build has.</summary>
    private static IEnumerable<Measurement<long>> Queues(Seen seen) => (seen.Row.Queues ?? []).Zip(
        seen.Row.Ready ?? [],
        static (name, ready) => new Measurement<long>(ready, new KeyValuePair<string, object?>("messaging.destination.name", name)));

    private sealed record Seen(Row Row, long Stranded, DateTimeOffset At);

    private sealed record Row
    {
        public long Attention { get; init; }

        public long Outbox { get; init; }

        public double OutboxAge { get; init; }

        public long DeadLetters { get; init; }

        public string[]? Queues { get; init; }

        public long[]? Ready { get; init; }
    }
}
