using System.Text.Json.Nodes;
using RabbitMQ.Client;

namespace Offboarding.Integration.Tests.Infrastructure.Messaging;

/// <summary>What the worker leaves on the broker: durable, and nothing that foreign programs have to know but the exchanges.</summary>
public sealed class TopologyTests(Servers servers)
{
    [Fact]
    public async Task A_foreign_program_may_declare_the_exchange_of_a_command_as_it_is_described()
    {
        await using TestSystem system = await TestSystem.SetAsync(servers);
        await using IConnection connection = await new ConnectionFactory { Uri = system.Broker }.CreateConnectionAsync();
        await using IChannel channel = await connection.CreateChannelAsync();
        foreach (string exchange in new[] { HrSystem.Deactivate, HrSystem.Retry, HrSystem.Replay })
        {
            await channel.ExchangeDeclareAsync(exchange, ExchangeType.Fanout, durable: true, autoDelete: false);
        }
    }

    [Fact]
    public async Task Every_queue_is_a_durable_quorum_queue_and_puts_aside_what_kills_its_worker()
    {
        await using TestSystem system = await TestSystem.SetAsync(servers);
        await system.Events.DisposeAsync();

        JsonArray queues =
        [
            .. (await servers.RabbitMq.QueuesAsync(system.Broker, TestContext.Current.CancellationToken))
                .Where(q => q!["durable"]!.GetValue<bool>()).Select(q => q!.DeepClone()),
        ];

        Queues.Names.ShouldBeSubsetOf(queues.Select(q => q!["name"]!.GetValue<string>()));
        queues.ShouldAllBe(q => q!["arguments"]!["x-queue-type"]!.GetValue<string>() == "quorum");
        queues.Where(q => Queues.Names.Contains(q!["name"]!.GetValue<string>())).Select(q => q!["arguments"]!.ToJsonString()).Distinct().ShouldBe(
            ["""{"x-dead-letter-exchange":"offboarding.dead-letters","x-delivery-limit":20,"x-queue-type":"quorum"}"""]);
        // RabbitMQ 4 takes a queue that names no limit for one with a limit of 20, and deletes what is beyond it.
        queues.Single(q => q!["name"]!.GetValue<string>() == "offboarding.kept-dead-letters")!["arguments"]!.ToJsonString()
            .ShouldBe("""{"x-delivery-limit":2147483647,"x-queue-type":"quorum"}""");
    }

    [Fact]
    public async Task One_queue_that_cannot_be_declared_is_named_and_keeps_no_departure_waiting()
    {
        Uri broker = await servers.RabbitMq.CreateVirtualHostAsync(TestContext.Current.CancellationToken);
        await using TestDatabase database = await TestDatabase.CreateAsync(servers.Postgres, TestContext.Current.CancellationToken);
        await using (IConnection connection = await new ConnectionFactory { Uri = broker }.CreateConnectionAsync())
        await using (IChannel channel = await connection.CreateChannelAsync())
        {
            await channel.QueueDeclareAsync("offboarding.preview-handover", durable: true, exclusive: false, autoDelete: false);
        }

        await using WorkerProcess worker = await WorkerProcess.StartAsync(database, broker);
        await Eventually.TrueAsync(
            () => database.ReadAsync<bool>(
                "SELECT EXISTS (SELECT FROM dashboard.workers WHERE broker = 'connected' AND broker_error LIKE '%offboarding.preview-handover is not heard%' AND broker_error NOT LIKE '%heard%heard%')"),
            "the queue, and no other, to be named", TimeSpan.FromSeconds(60));
        await using HrSystem hr = await HrSystem.ConnectAsync(broker);
        await using EventListener events = await EventListener.ConnectAsync(broker);
        TestWorkspace workspace = await new WorkspaceBuilder().SaveAsync(database, TestContext.Current.CancellationToken);
        var departure = new Departure(workspace);
        await hr.SendAsync(departure);
        await events.OneAsync("offboarding.completed", e => e.RequestId == departure.RequestId);
    }
}
