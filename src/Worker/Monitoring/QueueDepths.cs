using Dapper;
using Microsoft.Extensions.Options;
using Npgsql;
using Offboarding.Telemetry;
using Offboarding.Worker.Infrastructure.Database;
using Offboarding.Worker.Infrastructure.Messaging;
using Offboarding.Worker.Infrastructure.Telemetry;
using RabbitMQ.Client;

namespace Offboarding.Worker.Monitoring;

/// <summary>
/// Writes down how many messages wait in each queue, for the dashboard, which has no credentials of the broker. A connection of its
/// own: asking for a queue that is not there closes the channel, and must not close one that work goes over.
/// </summary>
internal sealed class QueueDepths(
    NpgsqlDataSource database, IOptions<MessagingOptions> messaging, IOptions<MonitorsOptions> options, ILogger<QueueDepths> log) : BackgroundService
{
    private static readonly IReadOnlyList<string> Names =
    [
        MessageExchanges.RunLockoutStep, MessageExchanges.RunStep, MessageExchanges.Saga, MessageExchanges.StartCase, MessageExchanges.PreviewHandover,
        MessageExchanges.DeadLetterQueue,
        .. CommandTable.All.Select(static command => command.Name),
    ];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var outage = new Outage(LogLevel.Information);
        while (!stoppingToken.IsCancellationRequested)
        {
            // The bus declares its queues while it starts: the first look would come too early.
            await Task.Delay(options.Value.QueueDepthsEvery, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            try
            {
                await LookAsync(outage, stoppingToken);
            }
            catch (Exception error) when (!stoppingToken.IsCancellationRequested)
            {
                // The heartbeat says that the broker is away; here once is enough.
                log.Log(outage.Failed(), "Queue depths cannot be read: {Error}", SafeError.Of(error));
            }
        }
    }

    /// <summary>Looks until something fails; then the connection is made anew.</summary>
    private async Task LookAsync(Outage outage, CancellationToken cancellationToken)
    {
        await using IConnection connection = await messaging.Value.ConnectAsync("queue depths", cancellationToken);
        await using IChannel channel = await connection.CreateChannelAsync(cancellationToken: cancellationToken);
        while (true)
        {
            var seen = new List<QueueDeclareOk>();
            foreach (string name in Names)
            {
                seen.Add(await channel.QueueDeclarePassiveAsync(name, cancellationToken));
            }

            await using (NpgsqlConnection rows = await database.OpenConnectionAsync(cancellationToken))
            {
                await rows.ExecuteAsync(new CommandDefinition(
                    Sql.Read("queue-depths"),
                    new
                    {
                        names = seen.Select(queue => queue.QueueName).ToArray(),
                        ready = seen.Select(queue => (long)queue.MessageCount).ToArray(),
                        consumers = seen.Select(queue => (int)queue.ConsumerCount).ToArray(),
                    },
                    cancellationToken: cancellationToken));
            }

            outage.IsOver();
            await Task.Delay(options.Value.QueueDepthsEvery, cancellationToken);
        }
    }
}
