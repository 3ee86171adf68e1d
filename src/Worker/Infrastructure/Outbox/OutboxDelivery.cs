using System.Diagnostics;
using Dapper;
using MassTransit;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Npgsql;
using Offboarding.Telemetry;
using Offboarding.Worker.Infrastructure.Database;
using Offboarding.Worker.Infrastructure.DeadLetters;
using Offboarding.Worker.Infrastructure.Messaging;
using Offboarding.Worker.Infrastructure.Telemetry;

namespace Offboarding.Worker.Infrastructure.Outbox;

/// <summary>
/// Sends the outbox's rows and deletes them after the broker confirmed. Any worker delivers any row; one that dies between
/// sending and deleting leaves a double behind, never a gap. What cannot be delivered holds nothing up: sends that hang are left behind
/// and limited for each exchange, a message that the broker refuses comes back after a pause that doubles, and ends as a dead letter.
/// </summary>
internal sealed class OutboxDelivery(
    NpgsqlDataSource database, IBus bus, BrokerState broker, OutboxSignal signal, WorkerLock workers, IOptions<MessagingOptions> options, ILogger<OutboxDelivery> log)
    : BackgroundService
{
    private const int Claim = 200;
    private const int ClaimOfRejected = 20;
    private const int MostOfOneExchange = 200;

    private const int LargestEnvelope = 1024;

    /// <summary>Says of a message that it waited for its workspace and was called, so that it is not sent back to wait.</summary>
    public const string CalledHeader = "offboarding-called";

    private static readonly TimeSpan SendTimeout = TimeSpan.FromSeconds(8);
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(12);
    private static readonly TimeSpan HoldEvery = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Poll = TimeSpan.FromSeconds(1);

    /// <summary>What a claim has at least, whoever seems to be dead: a worker that lost its connection, and lives, has its lock again by then.</summary>
    private static readonly TimeSpan AtLeast = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan PauseAfterFailure = TimeSpan.FromSeconds(1);

    /// <summary>
    /// From one claim to the next, at least. A claim is a statement and a commit however little it finds; what is written in between leaves with the next one.
    /// A message that comes alone waits for nothing.
    /// </summary>
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(20);

    /// <summary>How long a round waits for its confirms; the next one goes on without those that take longer.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(50);

    private readonly string? _ownUser = options.Value.OwnUser;
    private readonly List<(OutboxRow Row, Task<Exception?> Send)> _inFlight = [];
    private readonly List<long> _confirmed = [];
    private readonly HashSet<string> _refused = [];
    private readonly Outage _delivering = new();
    private long _heldAt;
    private long _lookedAt;
    private long _claimedAt;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // MassTransit logs an error for each send that was refused. Here it is said once for an exchange.
        LogContext.ConfigureCurrentLogContext(NullLoggerFactory.Instance);
        Task listening = ListenAsync(stoppingToken);
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await SettleAsync(stoppingToken);
                await HoldAsync(stoppingToken);
                await ReleaseAsync(stoppingToken);
                if (!broker.TakesMessages || !await DeliverAsync(stoppingToken))
                {
                    await signal.WaitAsync(Poll, stoppingToken);
                }

                if (_delivering.IsOver())
                {
                    log.LogInformation("Outbox: messages leave again");
                }
            }
            catch (Exception error) when (!stoppingToken.IsCancellationRequested)
            {
                log.Log(_delivering.Failed(), "Outbox: {Error}; tried again every {Pause}", SafeError.Of(error), PauseAfterFailure);
                await Task.Delay(PauseAfterFailure, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            catch (OperationCanceledException)
            {
                break;
            }
        }

        await listening.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await ForgetConfirmedAsync();
    }

    /// <summary>A worker that stops in an orderly way leaves no doubles of what it knows to be confirmed.</summary>
    private async Task ForgetConfirmedAsync()
    {
        _confirmed.AddRange(_inFlight.Where(f => f.Send is { IsCompletedSuccessfully: true, Result: null }).Select(f => f.Row.Id));
        if (_confirmed.Count > 0)
        {
            using var atMost = new CancellationTokenSource(PauseAfterFailure);
            await ((Task)ClaimAsync(0, [.. _confirmed], [], atMost.Token)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>
    /// Keeps what a broker with an alarm has not confirmed: it has it already, somewhere in a socket, and confirms it when the alarm is over, or a while later.
    /// </summary>
    private async Task HoldAsync(CancellationToken cancellationToken)
    {
        if (!broker.HadAlarmWithin(2 * SendTimeout) || _inFlight.Count == 0 || Stopwatch.GetElapsedTime(_heldAt) < HoldEvery)
        {
            return;
        }

        _heldAt = Stopwatch.GetTimestamp();
        await using NpgsqlCommand command = database.CreateCommand(Sql.Read("outbox-hold"));
        command.Parameters.Add(new NpgsqlParameter<long[]> { TypedValue = [.. _inFlight.Select(f => f.Row.Id)] });
        command.Parameters.Add(new NpgsqlParameter<TimeSpan> { TypedValue = Lease });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Takes what dead workers had claimed (docs/adr/0045), or it would wait for the end of its lease.</summary>
    private async Task ReleaseAsync(CancellationToken cancellationToken)
    {
        if (_lookedAt != 0 && Stopwatch.GetElapsedTime(_lookedAt) < Poll)
        {
            return;
        }

        _lookedAt = Stopwatch.GetTimestamp();
        await using NpgsqlConnection connection = await database.OpenConnectionAsync(cancellationToken);
        IEnumerable<string> claimed = await connection.QueryAsync<string>(new CommandDefinition(
            Sql.Read("outbox-claimed"), new { within = Lease - AtLeast }, cancellationToken: cancellationToken));
        HashSet<string> dead = await workers.WithoutLockAsync(connection, claimed, cancellationToken);
        if (dead.Count > 0)
        {
            int released = await connection.ExecuteAsync(new CommandDefinition(Sql.Read("outbox-release"), new { workers = dead.ToArray() }, cancellationToken: cancellationToken));
            log.LogInformation("Outbox: {Messages} messages that workers had claimed which died are sent now", released);
        }
    }

    /// <summary>Deletes what was confirmed, claims what is next and sends it.</summary>
    /// <returns>Whether anything was claimed.</returns>
    private async Task<bool> DeliverAsync(CancellationToken cancellationToken)
    {
        if (Pace - Stopwatch.GetElapsedTime(_claimedAt) is { Ticks: > 0 } early)
        {
            await Task.Delay(early, cancellationToken);
            await SettleAsync(cancellationToken);
        }

        _claimedAt = Stopwatch.GetTimestamp();
        string[] busy = [.. _inFlight.GroupBy(f => f.Row.Exchange).Where(g => g.Count() >= MostOfOneExchange).Select(g => g.Key)];
        List<OutboxRow> rows = await ClaimAsync(Claim, [.. _confirmed], busy, cancellationToken);
        _confirmed.Clear();
        if (rows.Count == 0)
        {
            return false;
        }

        Task<Exception?>[] sends = [.. rows.Select(row => SendAsync(row, cancellationToken))];
        _inFlight.AddRange(rows.Zip(sends));
        await Task.WhenAny(Task.WhenAll(sends), Task.Delay(Patience, cancellationToken));
        foreach (Task<Exception?> late in sends.Where(send => !send.IsCompleted))
        {
            _ = late.ContinueWith(_ => signal.Set(), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        }

        return true;
    }

    /// <summary>Takes the sends that have ended: what was confirmed is deleted with the next claim, what was not comes back after a pause.</summary>
    private async Task SettleAsync(CancellationToken cancellationToken)
    {
        (OutboxRow Row, Task<Exception?> Send)[] ended = [.. _inFlight.Where(f => f.Send.IsCompleted)];
        _inFlight.RemoveAll(f => f.Send.IsCompleted);
        List<(OutboxRow Row, Exception Error)> failed = [];
        foreach ((OutboxRow row, Task<Exception?> send) in ended)
        {
            if (await send is { } error)
            {
                failed.Add((row, error));
            }
            else
            {
                _confirmed.Add(row.Id);
                _refused.Remove(row.Exchange);
            }
        }

        if (failed.Count > 0)
        {
            await PutOffAsync(failed, cancellationToken);
        }
    }

    private async Task PutOffAsync(List<(OutboxRow Row, Exception Error)> failed, CancellationToken cancellationToken)
    {
        bool[] refused = [.. failed.Select(f => BrokerRefusal.Is(f.Error) || MayBeTooLarge(f.Row, f.Error))];
        foreach (IGrouping<string, (OutboxRow Row, Exception Error)> exchange in failed.GroupBy(f => f.Row.Exchange))
        {
            // Said once for an exchange, and again after one of its messages has left: ten thousand refused ones are one line.
            log.Log(
                _refused.Add(exchange.Key) ? LogLevel.Warning : LogLevel.Debug,
                "Outbox: {Count} messages to {Exchange} were not confirmed ({Error}); they stay and are sent again",
                exchange.Count(), exchange.Key, SafeError.Of(exchange.First().Error));
        }

        Dictionary<long, (OutboxRow Row, Exception Error)> known = failed.ToDictionary(f => f.Row.Id);
        List<long> hopeless = [];
        await using (NpgsqlCommand command = database.CreateCommand(Sql.Read("outbox-failed")))
        {
            command.Parameters.Add(new NpgsqlParameter<long[]> { TypedValue = [.. failed.Select(f => f.Row.Id)] });
            command.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. failed.Select(f => f.Error.Message)] });
            command.Parameters.Add(new NpgsqlParameter<bool[]> { TypedValue = refused });
            command.Parameters.Add(new NpgsqlParameter<TimeSpan> { TypedValue = options.Value.LongestPause });
            await using NpgsqlDataReader reader = await command.ExecuteReaderAsync(cancellationToken);
            while (await reader.ReadAsync(cancellationToken))
            {
                (OutboxRow row, Exception error) = known[reader.GetInt64(0)];
                if (reader.GetInt32(1) >= options.Value.MaxRejections || IsTooLarge(row, error))
                {
                    hopeless.Add(row.Id);
                }
            }
        }

        foreach (long id in hopeless)
        {
            await GiveUpAsync(known[id].Row, known[id].Error, cancellationToken);
        }
    }

    /// <summary>
    /// A broker closes the channel over a message that is too large for it, and the bus sends it again on a new one until the time is up. One that takes
    /// larger ones, or is slow, looks the same: then it counts as a refusal, like any other.
    /// </summary>
    private static bool MayBeTooLarge(OutboxRow row, Exception error) =>
        row.Body.Length + LargestEnvelope > BrokerState.LargestMessage && (error is TimeoutException or OperationCanceledException || BrokerRefusal.Is(error));

    /// <summary>Whether trying again is no use.</summary>
    private bool IsTooLarge(OutboxRow row, Exception error) => MayBeTooLarge(row, error) && (broker.LimitsMessages || BrokerRefusal.Is(error));

    /// <summary>Makes it a dead letter with the bytes it would have had on the wire, so that a replay sends the same.</summary>
    private async Task GiveUpAsync(OutboxRow row, Exception error, CancellationToken cancellationToken)
    {
        await using NpgsqlCommand command = database.CreateCommand(Sql.Read("outbox-give-up"));
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = row.Id });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = row.Exchange });
        command.Parameters.Add(new NpgsqlParameter<string>
        {
            TypedValue = MayBeTooLarge(row, error)
                ? $"The broker did not take it: it has {row.Body.Length:N0} bytes, and RabbitMQ 4 takes {BrokerState.LargestMessage:N0} unless max_message_size says otherwise. Raise that, then replay it."
                : $"The broker refused it {options.Value.MaxRejections} times, the last time with: {error.Message} Replay it when the cause is gone.",
        });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = StoredBodySerializer.TypeOf(row).ToString() });
        command.Parameters.Add(new NpgsqlParameter<byte[]> { TypedValue = StoredBodySerializer.ToWire(row, null) });
        await command.ExecuteNonQueryAsync(cancellationToken);
        Measures.DeadLetter(DeadLetterReason.NotDelivered.ToText());
        log.LogWarning("Outbox: a message to {Exchange} was refused by the broker and is a dead letter now; the dashboard says why", row.Exchange);
    }

    /// <returns>Null: the broker confirmed it.</returns>
    private async Task<Exception?> SendAsync(OutboxRow row, CancellationToken cancellationToken)
    {
        using Activity? span = Traces.Send(row.Exchange, Measures.SystemOf(bus.Address), row.Traceparent);
        (string Parent, string? State)? place = span is not null ? (span.Id!, span.TraceStateString) : row.Traceparent is not null ? Traces.Headers(row.Traceparent) : null;
        long started = Stopwatch.GetTimestamp();
        try
        {
            ISendEndpoint exchange = await bus.GetSendEndpoint(new Uri($"exchange:{row.Exchange}"));
            await ConfirmedAsync(token => exchange.Send(row, context =>
            {
                context.MessageId = row.MessageId;
                context.Serializer = new StoredBodySerializer(row);
                if (context.TryGetPayload(out RabbitMqSendContext? rabbit))
                {
                    if (MessageExchanges.IsEvent(row.Exchange))
                    {
                        rabbit.RoutingKey = row.RoutingKey();
                    }
                    else
                    {
                        // An exchange without a queue confirms a message and loses it. Events may have no subscriber; commands must have one.
                        rabbit.Mandatory = true;
                        if (_ownUser is not null)
                        {
                            rabbit.BasicProperties.UserId = _ownUser;
                        }
                    }
                }

                if (row.Publisher is not null)
                {
                    context.Headers.Set(Publisher.Header, row.Publisher);
                }

                if (row.WasCalled)
                {
                    context.Headers.Set(CalledHeader, "true");
                }

                if (place is { } written)
                {
                    context.Headers.Set(Signals.TraceParent, written.Parent);
                    // A subscriber on MassTransit 8 reads this one only.
                    context.Headers.Set(TraceReceived.MassTransitHeader, written.Parent);
                    if (!string.IsNullOrEmpty(written.State))
                    {
                        context.Headers.Set(Signals.TraceState, written.State);
                    }
                }
            }, token), cancellationToken);
            Measures.Sent(row.Exchange, bus.Address, Stopwatch.GetElapsedTime(started), null);
            return null;
        }
        catch (Exception error) when (!cancellationToken.IsCancellationRequested)
        {
            span.Failed(error);
            Measures.Sent(row.Exchange, bus.Address, Stopwatch.GetElapsedTime(started), error);
            return error;
        }
    }

    /// <summary>Waits for the broker's answer: some seconds, and as long as its alarm lasts and a while longer.</summary>
    /// <exception cref="TimeoutException">There was none.</exception>
    private async Task ConfirmedAsync(Func<CancellationToken, Task> send, CancellationToken cancellationToken)
    {
        using var givenUp = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task sent = send(givenUp.Token);
        while (true)
        {
            try
            {
                await sent.WaitAsync(SendTimeout, cancellationToken);
                return;
            }
            catch (TimeoutException) when (!sent.IsCompleted && broker.HadAlarmWithin(SendTimeout))
            {
                // It takes nothing from anybody, or has just begun to.
            }
            catch (TimeoutException)
            {
                await givenUp.CancelAsync();
                throw;
            }
        }
    }

    private async Task<List<OutboxRow>> ClaimAsync(int most, long[] confirmed, string[] busy, CancellationToken cancellationToken)
    {
        await using NpgsqlCommand command = database.CreateCommand(Sql.Read("outbox-claim"));
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = most });
        command.Parameters.Add(new NpgsqlParameter<TimeSpan> { TypedValue = Lease });
        command.Parameters.Add(new NpgsqlParameter<long[]> { TypedValue = confirmed });
        command.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = busy });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = Math.Min(most, ClaimOfRejected) });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = workers.Id });
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync(cancellationToken);
        var rows = new List<OutboxRow>();
        while (await reader.ReadAsync(cancellationToken))
        {
            rows.Add(new OutboxRow(reader.GetInt64(0), reader.GetGuid(1), reader.GetString(2),
                await reader.IsDBNullAsync(3, cancellationToken) ? null : reader.GetString(3),
                reader.GetFieldValue<byte[]>(4),
                await reader.IsDBNullAsync(5, cancellationToken) ? null : reader.GetString(5), reader.GetDateTime(6),
                await reader.IsDBNullAsync(7, cancellationToken) ? null : reader.GetString(7))
            {
                Publisher = await reader.IsDBNullAsync(8, cancellationToken) ? null : reader.GetString(8),
                WasCalled = reader.GetBoolean(9),
            });
        }

        rows.Sort(static (a, b) => a.Id.CompareTo(b.Id));
        return rows;
    }

    /// <summary>The dashboard writes commands from its own process; NOTIFY brings them here within milliseconds instead of a second.</summary>
    private async Task ListenAsync(CancellationToken cancellationToken)
    {
        var listening = new Outage();
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                await using NpgsqlConnection connection = await database.OpenConnectionAsync(cancellationToken);
                connection.Notification += (_, _) => signal.Set();
                await using NpgsqlCommand listen = new("LISTEN offboarding_outbox", connection);
                await listen.ExecuteNonQueryAsync(cancellationToken);
                listening.IsOver();
                while (true)
                {
                    await connection.WaitAsync(cancellationToken);
                }
            }
            catch (Exception error) when (!cancellationToken.IsCancellationRequested)
            {
                log.Log(listening.Failed(), "Outbox: not listening ({Error}); polling every {Poll}", SafeError.Of(error), Poll);
                await Task.Delay(Poll, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }
}
