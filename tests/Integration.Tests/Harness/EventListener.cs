using System.Collections.Concurrent;
using Offboarding.Contracts;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace Offboarding.Integration.Tests.Harness;

/// <summary>A subscriber: a queue of its own, bound to the exchange of every event.</summary>
public sealed class EventListener : IAsyncDisposable
{
    private static readonly string[] Names =
    [
        .. MessageNames.All.Where(m => !m.Key.Name.EndsWith("Requested", StringComparison.Ordinal)).Select(m => m.Value),
    ];

    private readonly ConcurrentQueue<ReceivedEvent> _heard = new();
    private readonly IConnection _connection;

    private EventListener(IConnection connection) => _connection = connection;

    public IReadOnlyList<ReceivedEvent> All => [.. _heard];

    public static async Task<EventListener> ConnectAsync(Uri broker)
    {
        CancellationToken cancellationToken = TestContext.Current.CancellationToken;
        IConnection connection = await new ConnectionFactory { Uri = broker, ClientProvidedName = "subscriber" }.CreateConnectionAsync(cancellationToken);
        IChannel channel = await connection.CreateChannelAsync(cancellationToken: cancellationToken);
        QueueDeclareOk queue = await channel.QueueDeclareAsync(cancellationToken: cancellationToken);
        await BindAsync(channel, queue.QueueName, cancellationToken);
        var listener = new EventListener(connection);
        var consumer = new AsyncEventingBasicConsumer(channel);
        consumer.ReceivedAsync += (_, delivery) =>
        {
            listener._heard.Enqueue(ReceivedEvent.Of(delivery));
            return Task.CompletedTask;
        };
        await channel.BasicConsumeAsync(queue.QueueName, autoAck: true, consumer, cancellationToken);
        return listener;
    }

    /// <summary>Has a queue get every event.</summary>
    public static async Task BindAsync(IChannel channel, string queue, CancellationToken cancellationToken)
    {
        foreach (string name in Names)
        {
            await channel.ExchangeDeclareAsync(name, ExchangeType.Fanout, durable: true, cancellationToken: cancellationToken);
            await channel.QueueBindAsync(queue, name, "", cancellationToken: cancellationToken);
        }
    }

    /// <summary>Begins anew.</summary>
    public void Forget() => _heard.Clear();

    /// <summary>Events of one name heard so far.</summary>
    public IReadOnlyList<ReceivedEvent> Of(string name, Func<ReceivedEvent, bool>? accept = null) =>
        [.. _heard.Where(e => e.Name == name && (accept is null || accept(e)))];

    /// <summary>Waits for an event.</summary>
    public async Task<ReceivedEvent> OneAsync(string name, Func<ReceivedEvent, bool>? accept = null) => (await AtLeastAsync(1, name, accept))[0];

    /// <summary>Waits for events.</summary>
    public async Task<IReadOnlyList<ReceivedEvent>> AtLeastAsync(int count, string name, Func<ReceivedEvent, bool>? accept = null)
    {
        try
        {
            return await Eventually.ValueAsync(
                () => Task.FromResult(Of(name, accept)), found => found.Count >= count, $"{count} of {name}",
                cancellationToken: TestContext.Current.CancellationToken);
        }
        catch (TimeoutException timeout)
        {
            throw new TimeoutException($"{timeout.Message} ReceivedEvent so far:\n{string.Join('\n', _heard)}", timeout);
        }
    }

    public async ValueTask DisposeAsync() => await _connection.DisposeAsync();
}
