using System.Text;
using MassTransit;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;
using Offboarding.Telemetry;
using Offboarding.Worker.Telemetry;
using RabbitMQ.Client;

namespace Offboarding.Worker.Messaging;

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

    private volatile string? _alarm;
    private bool _sizeChecked;

    /// <summary>The broker's reason for taking no messages: "low on memory", "low on disk"; null: it has no alarm that we know of.</summary>
    public string? Alarm => _alarm;

    /// <summary>It is connected and has no alarm.</summary>
    public bool TakesMessages => Alarm is null && bus.CheckHealth().Status == BusHealthStatus.Healthy;

    /// <summary>For the dashboard: a state and, unless it is "connected", the reason.</summary>
    public (string State, string? Error) Described => bus.CheckHealth() switch
    {
        { Status: not BusHealthStatus.Healthy } health => ("disconnected", health.Exception?.Message ?? health.Description),
        _ when Alarm is { } alarm => ("blocked", $"The broker takes no messages: {alarm}. They wait in the outbox and leave when its alarm is over."),
        _ => ("connected", null),
    };

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(Alarm is { } alarm ? HealthCheckResult.Degraded($"The broker takes no messages: {alarm}.") : HealthCheckResult.Healthy());

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (options.Value.Transport != Transport.RabbitMq)
        {
            return;
        }

        var outage = new Outage(LogLevel.Information);
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await WatchAsync(stoppingToken);
                outage.IsOver();
            }
            catch (Exception error) when (!stoppingToken.IsCancellationRequested)
            {
                // The heartbeat says that the broker is away; here once is enough.
                log.Log(outage.Failed(), "The broker cannot be watched for alarms: {Error}", SafeError.Of(error));
            }

            _alarm = null;
            await Task.Delay(Every, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>A larger list would be refused by the broker, at its publisher, whatever is read here.</summary>
    private void CheckSize(IConnection connection)
    {
        string version = connection.ServerProperties?.TryGetValue("version", out object? value) is true && value is byte[] text ? Encoding.UTF8.GetString(text) : "";
        if (!_sizeChecked && options.Value.MaxListBytes > LargestMessage && Version.TryParse(version, out Version? number) && number.Major >= 4)
        {
            log.LogWarning(
                "Messaging:MaxListBytes is {MaxListBytes}, but RabbitMQ {Version} refuses messages of more than {Largest} bytes unless its max_message_size says otherwise",
                options.Value.MaxListBytes, version, LargestMessage);
        }

        _sizeChecked = true;
    }

    /// <summary>Publishes until that fails.</summary>
    private async Task WatchAsync(CancellationToken cancellationToken)
    {
        var factory = new ConnectionFactory { Uri = new Uri(options.Value.RabbitMq!), ClientProvidedName = "offboarding alarm watch", AutomaticRecoveryEnabled = false };
        await using IConnection connection = await factory.CreateConnectionAsync(cancellationToken);
        await using IChannel channel = await connection.CreateChannelAsync(cancellationToken: cancellationToken);
        CheckSize(connection);
        await MessageExchanges.DeclareEventsAsync(channel, cancellationToken);
        connection.ConnectionBlockedAsync += (_, blocked) =>
        {
            _alarm = blocked.Reason;
            return Task.CompletedTask;
        };
        connection.ConnectionUnblockedAsync += (_, _) =>
        {
            _alarm = null;
            return Task.CompletedTask;
        };
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
