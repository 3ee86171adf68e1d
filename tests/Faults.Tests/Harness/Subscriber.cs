using System.Collections.Concurrent;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace Offboarding.Faults.Tests.Harness;

/// <summary>
/// A subscriber as docs/messages.md asks for one: a durable queue, acknowledged when it has been read, connected again when the broker was away.
/// </summary>
public sealed class Subscriber : IAsyncDisposable
{
    private const string Queue = "faults.subscriber";

    private readonly ConcurrentQueue<ReceivedEvent> _heard = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _listening;
    private readonly Uri _broker;
    private readonly AmqpTcpEndpoint[] _nodes;
    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private Subscriber(Uri broker, AmqpTcpEndpoint[] nodes)
    {
        (_broker, _nodes) = (broker, nodes);
        _listening = ListenAsync();
    }

    public IReadOnlyList<ReceivedEvent> All => [.. _heard];

    /// <summary>Starts to listen.</summary>
    /// <param name="broker">Its address.</param>
    /// <param name="nodes">Of its cluster; then the queue is a quorum queue, since one of another kind is away with its node and misses what comes meanwhile.</param>
    public static async Task<Subscriber> ConnectAsync(Uri broker, params AmqpTcpEndpoint[] nodes)
    {
        var subscriber = new Subscriber(broker, nodes);
        await subscriber._ready.Task.WaitAsync(TimeSpan.FromSeconds(60));
        return subscriber;
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _listening.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
    }

    private async Task ListenAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                await using IConnection connection = await new ConnectionFactory
                {
                    Uri = _broker,
                    AutomaticRecoveryEnabled = false,
                    ClientProvidedName = "subscriber",
                    RequestedHeartbeat = TimeSpan.FromSeconds(5),
                }.CreateConnectionAsync(_nodes is [] ? [new AmqpTcpEndpoint(_broker)] : _nodes, _stop.Token);
                await using IChannel channel = await connection.CreateChannelAsync(cancellationToken: _stop.Token);
                await channel.QueueDeclareAsync(
                    Queue, durable: true, exclusive: false, autoDelete: false,
                    _nodes is [] ? null : new Dictionary<string, object?> { ["x-queue-type"] = "quorum" }, cancellationToken: _stop.Token);
                await EventListener.BindAsync(channel, Queue, _stop.Token);
                var gone = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                channel.ChannelShutdownAsync += (_, _) =>
                {
                    gone.TrySetResult();
                    return Task.CompletedTask;
                };
                var consumer = new AsyncEventingBasicConsumer(channel);
                consumer.ReceivedAsync += async (_, delivery) =>
                {
                    _heard.Enqueue(ReceivedEvent.Of(delivery));
                    await channel.BasicAckAsync(delivery.DeliveryTag, false);
                };
                await channel.BasicConsumeAsync(Queue, autoAck: false, consumer, _stop.Token);
                _ready.TrySetResult();
                await gone.Task.WaitAsync(_stop.Token);
            }
            catch (Exception) when (!_stop.IsCancellationRequested)
            {
                // The broker is away; a subscriber comes back.
                await Task.Delay(TimeSpan.FromMilliseconds(200), _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }
}
