using System.Diagnostics;
using MassTransit;
using Npgsql;
using Offboarding.Telemetry;
using Offboarding.Worker.Persistence;
using Offboarding.Worker.Telemetry;

namespace Offboarding.Worker.Messaging.Outbox;

/// <summary>
/// Sends the outbox's rows and deletes them after the broker confirmed. Any worker delivers any row; one that dies between
/// sending and deleting leaves a double behind, never a gap.
/// </summary>
internal sealed class OutboxDelivery(
    NpgsqlDataSource database, IBus bus, IBusControl control, OutboxSignal signal, ILogger<OutboxDelivery> log) : BackgroundService
{
    private const int Claim = 200;
    private static readonly TimeSpan SendTimeout = TimeSpan.FromSeconds(8);
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(12);
    private static readonly TimeSpan Poll = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan PauseAfterFailure = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        Task listening = ListenAsync(stoppingToken);
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (control.CheckHealth().Status != BusHealthStatus.Healthy || await DeliverAsync(stoppingToken) == 0)
                {
                    await signal.WaitAsync(Poll, stoppingToken);
                }
            }
            catch (Exception error) when (!stoppingToken.IsCancellationRequested)
            {
                log.LogWarning("Outbox: {Error}; trying again in {Pause}", SafeError.Of(error), PauseAfterFailure);
                await Task.Delay(PauseAfterFailure, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            catch (OperationCanceledException)
            {
                break;
            }
        }

        await listening.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task<int> DeliverAsync(CancellationToken cancellationToken)
    {
        List<OutboxRow> rows = await ClaimAsync(cancellationToken);
        if (rows.Count == 0)
        {
            return 0;
        }

        (OutboxRow Row, Exception? Error)[] results = await Task.WhenAll(rows.Select(row => SendAsync(row, cancellationToken)));
        long[] sent = [.. results.Where(r => r.Error is null).Select(r => r.Row.Id)];
        if (sent.Length > 0)
        {
            await ExecuteAsync("outbox-delete.sql", cancellationToken, sent);
        }

        (OutboxRow Row, Exception? Error)[] failed = [.. results.Where(r => r.Error is not null)];
        if (failed.Length > 0)
        {
            string error = failed[0].Error!.Message;
            log.LogWarning("Outbox: {Count} messages were not confirmed ({Error}); they stay and are sent again", failed.Length, SafeError.Of(failed[0].Error!));
            await ExecuteAsync("outbox-failed.sql", cancellationToken, failed.Select(r => r.Row.Id).ToArray(), error, PauseAfterFailure);
        }

        return sent.Length;
    }

    private async Task<(OutboxRow Row, Exception? Error)> SendAsync(OutboxRow row, CancellationToken cancellationToken)
    {
        using Activity? span = Traces.Send(row.Exchange, Measures.SystemOf(bus.Address), row.Traceparent);
        (string Parent, string? State)? place = span is not null ? (span.Id!, span.TraceStateString) : row.Traceparent is not null ? Traces.Headers(row.Traceparent) : null;
        long started = Stopwatch.GetTimestamp();
        try
        {
            using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            timeout.CancelAfter(SendTimeout);
            ISendEndpoint exchange = await bus.GetSendEndpoint(new Uri($"exchange:{row.Exchange}"));
            await exchange.Send(row, context =>
            {
                context.MessageId = row.MessageId;
                context.Serializer = new StoredBodySerializer(row);
                // An exchange without a queue confirms a message and loses it. Events may have no subscriber; commands must have one.
                if (!MessageExchanges.IsEvent(row.Exchange) && context.TryGetPayload(out RabbitMqSendContext? rabbit))
                {
                    rabbit.Mandatory = true;
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
            }, timeout.Token).WaitAsync(SendTimeout, cancellationToken);
            Measures.Sent(row.Exchange, bus.Address, Stopwatch.GetElapsedTime(started), null);
            return (row, null);
        }
        catch (Exception error) when (!cancellationToken.IsCancellationRequested)
        {
            span.Failed(error);
            Measures.Sent(row.Exchange, bus.Address, Stopwatch.GetElapsedTime(started), error);
            return (row, error);
        }
    }

    private async Task<List<OutboxRow>> ClaimAsync(CancellationToken cancellationToken)
    {
        await using NpgsqlCommand command = database.CreateCommand(Sql.Read("outbox-claim.sql"));
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = Claim });
        command.Parameters.Add(new NpgsqlParameter<TimeSpan> { TypedValue = Lease });
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync(cancellationToken);
        var rows = new List<OutboxRow>();
        while (await reader.ReadAsync(cancellationToken))
        {
            rows.Add(new OutboxRow(reader.GetInt64(0), reader.GetGuid(1), reader.GetString(2),
                await reader.IsDBNullAsync(3, cancellationToken) ? null : reader.GetString(3),
                reader.GetFieldValue<byte[]>(4),
                await reader.IsDBNullAsync(5, cancellationToken) ? null : reader.GetString(5), reader.GetDateTime(6),
                await reader.IsDBNullAsync(7, cancellationToken) ? null : reader.GetString(7)));
        }

        rows.Sort(static (a, b) => a.Id.CompareTo(b.Id));
        return rows;
    }

    private async Task ExecuteAsync(string sql, CancellationToken cancellationToken, params object[] values)
    {
        await using NpgsqlCommand command = database.CreateCommand(Sql.Read(sql));
        foreach (object value in values)
        {
            command.Parameters.Add(new NpgsqlParameter { Value = value });
        }

        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>The dashboard writes commands from its own process; NOTIFY brings them here within milliseconds instead of a second.</summary>
    private async Task ListenAsync(CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                await using NpgsqlConnection connection = await database.OpenConnectionAsync(cancellationToken);
                connection.Notification += (_, _) => signal.Set();
                await using NpgsqlCommand listen = new("LISTEN offboarding_outbox", connection);
                await listen.ExecuteNonQueryAsync(cancellationToken);
                while (true)
                {
                    await connection.WaitAsync(cancellationToken);
                }
            }
            catch (Exception error) when (!cancellationToken.IsCancellationRequested)
            {
                log.LogWarning("Outbox: not listening ({Error}); polling every {Poll}", SafeError.Of(error), Poll);
                await Task.Delay(Poll, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }
}
