using Microsoft.Extensions.Options;
using Offboarding.Telemetry;
using Offboarding.Worker.Infrastructure.Messaging;
using Offboarding.Worker.Infrastructure.Telemetry;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace Offboarding.Worker.Infrastructure.DeadLetters;

/// <summary>
/// Moves what is left in the queue that was named as its exchange to the queue that keeps dead letters, and deletes it: that queue has no delivery
/// limit of its own, so RabbitMQ 4 deletes what is delivered there 21 times, and the arguments of a queue cannot be changed (docs/adr/0032).
/// While a worker of an older build hears it, it stays.
/// </summary>
internal sealed class OldDeadLetterQueue(IOptions<MessagingOptions> options, ILogger<OldDeadLetterQueue> log) : BackgroundService
{
    private const string Name = MessageExchanges.DeadLetters;
    private const int NotFound = 404;
    private static readonly TimeSpan LookAgainAfter = TimeSpan.FromSeconds(10);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var outage = new Outage(LogLevel.Information);
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (await RemoveAsync(stoppingToken))
                {
                    return;
                }

                outage.IsOver();
            }
            catch (Exception error) when (!stoppingToken.IsCancellationRequested)
            {
                log.Log(outage.Failed(), "The queue {Queue} of older builds cannot be removed yet: {Error}", Name, SafeError.Of(error));
            }

            await Task.Delay(LookAgainAfter, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <returns>Whether the queue is gone.</returns>
    private async Task<bool> RemoveAsync(CancellationToken cancellationToken)
    {
        await using IConnection connection = await options.Value.ConnectAsync("old dead letters", cancellationToken);
        await using IChannel channel = await connection.CreateChannelAsync(
            new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true), cancellationToken);
        try
        {
            if ((await channel.QueueDeclarePassiveAsync(Name, cancellationToken)).ConsumerCount > 0)
            {
                return false;
            }
        }
        catch (OperationInterruptedException none) when (none.ShutdownReason?.ReplyCode == NotFound)
        {
            return true;
        }

        // What the broker gives up on must have a queue at every moment. Before the bus has declared the new one this throws.
        await channel.QueueDeclarePassiveAsync(MessageExchanges.DeadLetterQueue, cancellationToken);
        await channel.QueueBindAsync(MessageExchanges.DeadLetterQueue, MessageExchanges.DeadLetters, "", cancellationToken: cancellationToken);
        await channel.QueueUnbindAsync(Name, MessageExchanges.DeadLetters, "", cancellationToken: cancellationToken);
        int moved = 0;
        while (await channel.BasicGetAsync(Name, autoAck: false, cancellationToken) is { } letter)
        {
            // Mandatory: should the queue be gone again the message is returned, which throws, and it stays where it is.
            await channel.BasicPublishAsync(
                "", MessageExchanges.DeadLetterQueue, mandatory: true, new BasicProperties(letter.BasicProperties), letter.Body, cancellationToken);
            await channel.BasicAckAsync(letter.DeliveryTag, multiple: false, cancellationToken);
            moved++;
        }

        // Quorum queues do not know if-unused and if-empty.
        if ((await channel.QueueDeclarePassiveAsync(Name, cancellationToken)) is not { ConsumerCount: 0, MessageCount: 0 })
        {
            return false;
        }

        await channel.QueueDeleteAsync(Name, cancellationToken: cancellationToken);
        log.LogInformation("The queue {Queue} of older builds was removed; {Count} dead letters were moved to {Kept}", Name, moved, MessageExchanges.DeadLetterQueue);
        return true;
    }
}
