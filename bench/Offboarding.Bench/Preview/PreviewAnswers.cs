using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json;
using Offboarding.Contracts;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace Offboarding.Bench.Preview;

/// <summary>A subscriber to <see cref="OffboardingPreviewed"/>: notes when the answer to each request came.</summary>
internal sealed class PreviewAnswers : IAsyncDisposable
{
    private readonly ConcurrentDictionary<Guid, TaskCompletionSource<(long At, OffboardingPreviewed Answer)>> _answers = new();
    private IConnection? _connection;

    public static async Task<PreviewAnswers> SubscribeAsync(Uri broker, CancellationToken cancellationToken)
    {
        var answers = new PreviewAnswers();
        IConnection connection = answers._connection = await new ConnectionFactory { Uri = broker }.CreateConnectionAsync(cancellationToken);
        IChannel channel = await connection.CreateChannelAsync(cancellationToken: cancellationToken);
        string exchange = MessageNames.Of<OffboardingPreviewed>();
        await channel.ExchangeDeclareAsync(exchange, ExchangeType.Fanout, durable: true, cancellationToken: cancellationToken);
        QueueDeclareOk queue = await channel.QueueDeclareAsync(cancellationToken: cancellationToken);
        await channel.QueueBindAsync(queue.QueueName, exchange, "", cancellationToken: cancellationToken);
        var consumer = new AsyncEventingBasicConsumer(channel);
        consumer.ReceivedAsync += (_, delivery) =>
        {
            long at = Stopwatch.GetTimestamp();
            using JsonDocument json = JsonDocument.Parse(delivery.Body);
            OffboardingPreviewed answer = json.RootElement.GetProperty("message").Deserialize<OffboardingPreviewed>(JsonSerializerOptions.Web)!;
            answers.Of(answer.RequestId).TrySetResult((at, answer));
            return Task.CompletedTask;
        };
        await channel.BasicConsumeAsync(queue.QueueName, autoAck: true, consumer, cancellationToken);
        return answers;
    }

    /// <summary>Waits for the answer; when it came is a timestamp of <see cref="Stopwatch"/>.</summary>
    public Task<(long At, OffboardingPreviewed Answer)> OneAsync(Guid requestId, CancellationToken cancellationToken) =>
        Of(requestId).Task.WaitAsync(TimeSpan.FromMinutes(2), cancellationToken);

    public async ValueTask DisposeAsync()
    {
        if (_connection is not null)
        {
            await _connection.DisposeAsync();
        }
    }

    private TaskCompletionSource<(long At, OffboardingPreviewed Answer)> Of(Guid requestId) =>
        _answers.GetOrAdd(requestId, static _ => new(TaskCreationOptions.RunContinuationsAsynchronously));
}
