using System.Diagnostics;
using System.Text;
using MassTransit;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;
using Offboarding.Telemetry;
using Offboarding.Worker.Infrastructure.Telemetry;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace Offboarding.Worker.Infrastructure.Messaging;

/// <summary>
/// Whether the broker takes messages. One with a memory or disk alarm keeps its connections and takes nothing: it tells whoever publishes, which
/// the bus does not pass on. So a connection of its own publishes a message to nowhere every second, and is told (docs/adr/0034).
/// </summary>
internal sealed class BrokerState(IBusControl bus, IOptions<MessagingOptions> options, ILogger<BrokerState> log) : BackgroundService, IHealthCheck
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(1);

    /// <summary>No queue is bound by it: the broker drops it.</summary>
    private const string Nowhere = "offboarding.nowhere";

    /// <summary>Bytes in a message that RabbitMQ 4 takes with its default <c>max_message_size</c>; 3.x takes eight times as much.</summary>
    public const int LargestMessage = 16 * 1024 * 1024;

    private readonly Outage _watching = new(LogLevel.Information);
    private readonly Outage _declaring = new();
    private volatile string? _alarm;
    private volatile bool _connected;
    private long _alarmEnded;
    private volatile bool _limitsMessages;
    private bool _sizeChecked;

    /// <summary>The broker's reason for taking no messages: "low on memory", "low on disk"; null: it has no alarm that we know of.</summary>
    public string? Alarm => _alarm;

    /// <summary>
    /// It is connected and has no alarm. One queue that cannot be declared keeps the bus from ever being "started", and its health from being better than
    /// "unhealthy"; what goes to all others leaves all the same.
    /// </summary>
    public bool TakesMessages => Alarm is null && IsConnected;

    /// <summary>It is there, and at least one endpoint is healthy.</summary>
    public bool IsConnected => IsConnectedTo(bus.CheckHealth());

    /// <summary>Whether it is RabbitMQ 4 or newer, as far as we know: it closes the channel over a message of more than <see cref="LargestMessage"/>.</summary>
    public bool LimitsMessages => _limitsMessages;

    /// <summary>For the dashboard: a state and the reason, which "connected" has only if a queue is not heard.</summary>
    public (string State, string? Error) Described
    {
        get
        {
            BusHealthResult health = bus.CheckHealth();
            if (!IsConnectedTo(health))
            {
                return ("disconnected", health.Exception?.Message ?? health.Description);
            }

            if (Alarm is { } alarm)
            {
                return ("blocked", $"The broker takes no messages: {alarm}. They wait in the outbox and leave when its alarm is over.");
            }

            string[] reasons =
            [
                .. health.Endpoints.Values.Where(static e => e.Status != BusHealthStatus.Healthy).Select(static e => $"Queue {QueueOf(e)} is not heard: {e.Exception?.Message ?? e.Description}."),
            ];
            return ("connected", reasons.Length == 0 ? null : string.Join(' ', reasons));
        }
    }

    public static string QueueOf(EndpointHealthResult endpoint) => endpoint.InputAddress.Segments[^1];

    /// <summary>Whether it has an alarm, or had one so lately that what it was given meanwhile may still be confirmed.</summary>
    public bool HadAlarmWithin(TimeSpan time) =>
        Alarm is not null || (Volatile.Read(ref _alarmEnded) is not 0 and long ended && Stopwatch.GetElapsedTime(ended) < time);

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(Alarm is { } alarm ? HealthCheckResult.Degraded($"The broker takes no messages: {alarm}.") : HealthCheckResult.Healthy());

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (options.Value.Transport != Transport.RabbitMq)
        {
            return;
        }

        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await WatchAsync(stoppingToken);
            }
            catch (Exception error) when (!stoppingToken.IsCancellationRequested)
            {
                // The heartbeat says that the broker is away; here once is enough.
                log.Log(_watching.Failed(), "The broker cannot be watched for alarms: {Error}", SafeError.Of(error));
            }

            _connected = false;
            AlarmEnds();
            await Task.Delay(Every, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>An endpoint may be "healthy" for as long as the broker is away; the connection of our own does not.</summary>
    private bool IsConnectedTo(BusHealthResult health) =>
        (_connected || options.Value.Transport != Transport.RabbitMq) && health.Endpoints.Values.Any(static e => e.Status == BusHealthStatus.Healthy);

    private void AlarmEnds()
    {
        if (_alarm is not null)
        {
            Volatile.Write(ref _alarmEnded, Stopwatch.GetTimestamp());
            _alarm = null;
        }
    }

    /// <summary>A larger list would be refused by the broker, at its publisher, whatever is read here.</summary>
    private void CheckSize(IConnection connection)
    {
        string version = connection.ServerProperties?.TryGetValue("version", out object? value) is true && value is byte[] text ? Encoding.UTF8.GetString(text) : "";
        _limitsMessages = Version.TryParse(version, out Version? number) && number.Major >= 4;
        if (!_sizeChecked && options.Value.MaxListBytes > LargestMessage && _limitsMessages)
        {
            log.LogWarning(
                "Messaging:MaxListBytes is {MaxListBytes}, but RabbitMQ {Version} refuses messages of more than {Largest} bytes unless its max_message_size says otherwise",
                options.Value.MaxListBytes, version, LargestMessage);
        }

        _sizeChecked = true;
    }

    /// <summary>On a channel of its own, which the broker closes where we may not declare, or an exchange of that name is another one: that must not end the watch.</summary>
    private async Task DeclareEventsAsync(IConnection connection, CancellationToken cancellationToken)
    {
        try
        {
            await using IChannel channel = await connection.CreateChannelAsync(cancellationToken: cancellationToken);
            await MessageExchanges.DeclareEventsAsync(channel, cancellationToken);
            await MessageExchanges.ReleaseSagaAsync(channel, cancellationToken);
            _declaring.IsOver();
        }
        catch (OperationInterruptedException error)
        {
            log.Log(_declaring.Failed(), "The exchanges of events cannot be declared: {Error}", SafeError.Of(error));
        }
    }

    /// <summary>Publishes until that fails.</summary>
    private async Task WatchAsync(CancellationToken cancellationToken)
    {
        await using IConnection connection = await options.Value.ConnectAsync("alarm watch", cancellationToken);
        await using IChannel channel = await connection.CreateChannelAsync(cancellationToken: cancellationToken);
        CheckSize(connection);
        connection.ConnectionBlockedAsync += (_, blocked) =>
        {
            _alarm = blocked.Reason;
            return Task.CompletedTask;
        };
        connection.ConnectionUnblockedAsync += (_, _) =>
        {
            AlarmEnds();
            return Task.CompletedTask;
        };
        await DeclareEventsAsync(connection, cancellationToken);
        _watching.IsOver();
        _connected = true;
        while (true)
        {
            if (Alarm is null || !channel.IsOpen)
            {
                await channel.BasicPublishAsync("", Nowhere, ReadOnlyMemory<byte>.Empty, cancellationToken);
            }

            await Task.Delay(Every, cancellationToken);
        }
    }
}
