using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace Offboarding.Integration.Tests.Messaging;

/// <summary>What the worker leaves on the broker: durable, and nothing that foreign programs have to know but the exchanges.</summary>
public sealed class TopologyTests(Servers servers)
{
    [Fact]
    public async Task A_foreign_program_may_declare_the_exchange_of_a_command_as_it_is_described()
    {
        await using Stage stage = await Stage.SetAsync(servers);
        await using IConnection connection = await new ConnectionFactory { Uri = stage.Broker }.CreateConnectionAsync();
        await using IChannel channel = await connection.CreateChannelAsync();
        foreach (string exchange in new[] { HrSystem.Deactivate, HrSystem.Retry, HrSystem.Replay })
        {
            await channel.ExchangeDeclareAsync(exchange, ExchangeType.Fanout, durable: true, autoDelete: false);
        }
    }

    [Fact]
    public async Task Every_queue_is_a_quorum_queue()
    {
        await using Stage stage = await Stage.SetAsync(servers);
        await using IConnection connection = await new ConnectionFactory { Uri = stage.Broker }.CreateConnectionAsync();
        foreach (string queue in Queues.Names)
        {
            await using IChannel channel = await connection.CreateChannelAsync();
            OperationInterruptedException refused = await Should.ThrowAsync<OperationInterruptedException>(
                () => channel.QueueDeclareAsync(queue, durable: true, exclusive: false, autoDelete: false));
            refused.ShutdownReason!.ReplyText.ShouldContain("quorum", Case.Insensitive, queue);
        }
    }
}
