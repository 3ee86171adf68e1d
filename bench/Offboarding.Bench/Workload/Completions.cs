using System.Text.Json;
using Offboarding.Contracts;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace Offboarding.Bench.Workload;

/// <summary>A subscriber to <see cref="OffboardingCompleted"/>: counts people, not messages, because events come at least once.</summary>
internal sealed class Completions : IAsyncDisposable
{
    private readonly HashSet<Guid> _requests = [];
    private readonly TaskCompletionSource _all = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly int _expected;
    private IConnection? _connection;

    private Completions(int expected) => _expected = expected;

    public static async Task<Completions> SubscribeAsync(Uri broker, int expected, CancellationToken cancellationToken)
    {
        var completions = new Completions(expected);
        IConnection connection = completions._connection = await new ConnectionFactory { Uri = broker }.CreateConnectionAsync(cancellationToken);
        IChannel channel = await connection.CreateChannelAsync(cancellationToken: cancellationToken);
        string exchange = MessageNames.Of<OffboardingCompleted>();
        await channel.ExchangeDeclareAsync(exchange, ExchangeType.Fanout, durable: true, cancellationToken: cancellationToken);
        QueueDeclareOk queue = await channel.QueueDeclareAsync(cancellationToken: cancellationToken);
        await channel.QueueBindAsync(queue.QueueName, exchange, "", cancellationToken: cancellationToken);
        var consumer = new AsyncEventingBasicConsumer(channel);
        consumer.ReceivedAsync += completions.ReceivedAsync;
        await channel.BasicConsumeAsync(queue.QueueName, autoAck: true, consumer, cancellationToken);
        return completions;
    }

    /// <summary>Waits until everybody who was expected is out.</summary>
    public Task AllAsync(TimeSpan atMost, CancellationToken cancellationToken) => _all.Task.WaitAsync(atMost, cancellationToken);

    public async ValueTask DisposeAsync()
    {
        if (_connection is not null)
        {
            await _connection.DisposeAsync();
        }
    }

    private Task ReceivedAsync(object sender, BasicDeliverEventArgs delivery)
    {
        using JsonDocument json = JsonDocument.Parse(delivery.Body);
        _requests.Add(json.RootElement.GetProperty("message").GetProperty("requestId").GetGuid());
        if (_requests.Count == _expected)
        {
            _all.TrySetResult();
        }

        return Task.CompletedTask;
    }
}
