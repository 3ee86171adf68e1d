using MassTransit;
using MassTransit.Saga;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Offboarding.Worker.Messaging.Outbox;
using Offboarding.Worker.Messaging.Sagas;
using Offboarding.Worker.Persistence;
using Offboarding.Worker.Process;

namespace Offboarding.Integration.Tests.Messaging;

/// <summary>The repository under a state machine of the tests' own, which does create its instances.</summary>
public sealed class SagaRepositoryTests(Servers servers)
{
    private const int Ids = 25;
    private const int Doubles = 8;

    [Fact]
    public async Task Concurrent_first_messages_for_one_id_make_one_row_and_none_is_retried()
    {
        await using TestDatabase database = await TestDatabase.CreateAsync(servers.Postgres);
        TestWorkspace workspace = await new WorkspaceBuilder().WithAgents(Ids).SaveAsync(database);
        var faults = new Faults();
        await using ServiceProvider services = Services(database, faults);
        IBusControl bus = services.GetRequiredService<IBusControl>();
        await bus.StartAsync(TestContext.Current.CancellationToken);
        bus.ConnectReceiveObserver(faults);
        try
        {
            Begin[] first = [.. workspace.Agents.Select(agent => new Begin(Guid.NewGuid(), workspace.Id, agent, workspace.Admin))];
            await Task.WhenAll(Enumerable.Repeat(first, Doubles).SelectMany(messages => messages).Select(m => bus.Publish(m)));

            await Eventually.ValueAsync(
                () => database.ReadAsync<long>("SELECT count(*) FROM offboarding.cases WHERE extract(epoch FROM due_at) = @doubles", ("doubles", Doubles)),
                counted => counted == Ids,
                "every message of every case to be counted");
            (await database.ReadAsync<long>("SELECT count(*) FROM offboarding.cases")).ShouldBe(Ids);
            faults.Count.ShouldBe(0);
        }
        finally
        {
            await bus.StopAsync(TestContext.Current.CancellationToken);
        }
    }

    [Fact]
    public async Task An_instance_can_be_found_by_its_id_and_by_a_query()
    {
        await using TestDatabase database = await TestDatabase.CreateAsync(servers.Postgres);
        TestWorkspace workspace = await new WorkspaceBuilder().SaveAsync(database);
        await using ServiceProvider services = Services(database, new Faults());
        IBusControl bus = services.GetRequiredService<IBusControl>();
        await bus.StartAsync(TestContext.Current.CancellationToken);
        try
        {
            var begin = new Begin(Guid.NewGuid(), workspace.Id, workspace.Leaver, workspace.Admin);
            await bus.Publish(begin);
            await Eventually.ValueAsync(() => database.ReadAsync<long>("SELECT count(*) FROM offboarding.cases"), n => n == 1, "the case");

            await using AsyncServiceScope scope = services.CreateAsyncScope();
            OffboardingCase? loaded = await scope.ServiceProvider.GetRequiredService<ILoadSagaRepository<OffboardingCase>>().Load(begin.CorrelationId);
            loaded.ShouldNotBeNull().UserId.ShouldBe(workspace.Leaver);
            IEnumerable<Guid> found = await scope.ServiceProvider.GetRequiredService<IQuerySagaRepository<OffboardingCase>>()
                .Find(new SagaQuery<OffboardingCase>(c => c.UserId == workspace.Leaver));
            found.ShouldBe([begin.CorrelationId]);
        }
        finally
        {
            await bus.StopAsync(TestContext.Current.CancellationToken);
        }
    }

    private static ServiceProvider Services(TestDatabase database, Faults faults) => new ServiceCollection()
        .AddLogging()
        .AddSingleton(NpgsqlDataSource.Create(database.Worker))
        .AddDbContextFactory<OffboardingDbContext>((provider, options) => options.UseNpgsql(provider.GetRequiredService<NpgsqlDataSource>()))
        .AddSingleton<OutboxSignal>()
        .AddSingleton(faults)
        .AddMassTransit(bus =>
        {
            bus.SetSagaRepositoryProvider(new SagaRepositoryProvider());
            bus.AddSagaStateMachine<CountingSaga, OffboardingCase>();
            bus.UsingInMemory((context, memory) => memory.ReceiveEndpoint("counting", e =>
            {
                e.ConcurrentMessageLimit = 16;
                e.ConfigureSaga<OffboardingCase>(context);
            }));
        })
        .BuildServiceProvider();

    public sealed record Begin(Guid CorrelationId, Guid WorkspaceId, Guid UserId, Guid RequestedBy) : CorrelatedBy<Guid>;

    /// <summary>Counts the messages it got, as seconds since 1970: a lost update would show.</summary>
    public sealed class CountingSaga : MassTransitStateMachine<OffboardingCase>
    {
        public CountingSaga()
        {
            InstanceState(c => c.State);
            Event(() => Begun);
            Initially(When(Begun).Then(c =>
            {
                (c.Saga.WorkspaceId, c.Saga.UserId, c.Saga.RequestedBy) = (c.Message.WorkspaceId, c.Message.UserId, c.Message.RequestedBy);
                c.Saga.RequestId = c.Message.CorrelationId;
                (c.Saga.Reason, c.Saga.DueAt) = ("left-company", DateTime.UnixEpoch.AddSeconds(1));
            }).TransitionTo(SigningOut));
            During(SigningOut, When(Begun).Then(c => c.Saga.DueAt = c.Saga.DueAt.AddSeconds(1)));
        }

        public State SigningOut { get; private set; } = null!;

        public Event<Begin> Begun { get; private set; } = null!;
    }

    private sealed class Faults : IReceiveObserver
    {
        private int _count;

        public int Count => _count;

        public Task PreReceive(ReceiveContext context) => Task.CompletedTask;

        public Task PostReceive(ReceiveContext context) => Task.CompletedTask;

        public Task PostConsume<T>(ConsumeContext<T> context, TimeSpan duration, string consumerType)
            where T : class => Task.CompletedTask;

        public Task ConsumeFault<T>(ConsumeContext<T> context, TimeSpan duration, string consumerType, Exception exception)
            where T : class => CountAsync();

        public Task ReceiveFault(ReceiveContext context, Exception exception) => CountAsync();

        private Task CountAsync()
        {
            Interlocked.Increment(ref _count);
            return Task.CompletedTask;
        }
    }
}
