namespace Offboarding.Integration.Tests.Infrastructure.Messaging;

/// <summary>
/// A broker that worker and HR systems used before the upgrade from MassTransit 8.4.0. <c>masstransit-8.4.0.json</c> is what RabbitMQ 3.10.8
/// exported after the worker of d86c5cb had declared its queues.
/// </summary>
public sealed class BrokerUpgradeTests(Servers servers)
{
    [Fact]
    public async Task Queues_declared_by_8_4_0_are_taken_over_with_the_messages_in_them()
    {
        Uri broker = await servers.RabbitMq.CreateVirtualHostAsync(TestContext.Current.CancellationToken);
        await using TestDatabase database = await TestDatabase.CreateAsync(servers.Postgres, TestContext.Current.CancellationToken);
        string topology = await File.ReadAllTextAsync(
            Path.Combine(AppContext.BaseDirectory, "Messaging", "masstransit-8.4.0.json"), TestContext.Current.CancellationToken);
        await servers.RabbitMq.ImportDefinitionsAsync(broker, topology, TestContext.Current.CancellationToken);
        TestWorkspace workspace = await new WorkspaceBuilder().WithConversations(open: 5).SaveAsync(database, TestContext.Current.CancellationToken);
        TestWorkspace another = await new WorkspaceBuilder().WithConversations(open: 5).SaveAsync(database, TestContext.Current.CancellationToken);
        await using HrSystem hr = await HrSystem.ConnectAsync(broker);
        await using EventListener events = await EventListener.ConnectAsync(broker);
        Departure plain = new Departure(workspace).Handing("round-robin", workspace.Agents[0]);
        Departure wrapped = new Departure(another).Handing("round-robin", another.Agents[0]);
        await hr.SendAsync(plain);
        await hr.SendInEnvelopeAsync(HrSystem.Deactivate, "urn:message:Offboarding.Contracts:DeactivateUserRequested", wrapped.ToJson());

        await using (WorkerHost worker = await WorkerHost.StartAsync(database, broker))
        {
            foreach (Departure departure in (Departure[])[plain, wrapped])
            {
                await events.OneAsync("offboarding.completed", e => e.RequestId == departure.RequestId);
            }
        }

        await servers.RabbitMq.DeleteVirtualHostAsync(broker, TestContext.Current.CancellationToken);
    }
}
