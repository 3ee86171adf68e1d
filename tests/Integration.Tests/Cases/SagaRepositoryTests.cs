using MassTransit;
using MassTransit.Saga;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Offboarding.Worker.Cases;
using Offboarding.Worker.Infrastructure.Database;
using Offboarding.Worker.Infrastructure.Outbox;
using Offboarding.Worker.Infrastructure.Sagas;

namespace Offboarding.Integration.Tests.Cases;

/// <summary>
/// Our saga repository under a state machine of its own on the table of cases. The product's saga never creates an instance by
/// a message (docs/adr/0004); what the repository does then has to be right all the same.
/// </summary>
public sealed class SagaRepositoryTests(Servers servers)
{
    [Fact]
    public async Task Concurrent_first_messages_for_an_id_make_one_row_and_each_is_counted()
    {
        await using TestDatabase database = await TestDatabase.CreateAsync(servers.Postgres);
        TestWorkspace workspace = await new WorkspaceBuilder().SaveAsync(database);
        using IHost host = await StartAsync(database);
        IBus bus = host.Services.GetRequiredService<IBus>();
        Guid[] ids = [.. Enumerable.Range(0, 20).Select(_ => Guid.NewGuid())];

        await Task.WhenAll(ids.SelectMany(id => Enumerable.Range(0, 8).Select(_ => bus.Publish(new Begin(id, workspace.Id, workspace.Leaver, workspace.Admin)))));

        await Eventually.ValueAsync(
            () => database.ReadAsync<string>("SELECT count(*) || ' ' || coalesce(min((plan ->> 'count')::int), 0) FROM offboarding.cases"),
            counts => counts == "20 8", "20 sagas that heard 8 messages each");
    }

    [Fact]
    public async Task A_message_whose_handling_fails_leaves_the_row_as_it_was()
    {
        await using TestDatabase database = await TestDatabase.CreateAsync(servers.Postgres);
        TestWorkspace workspace = await new WorkspaceBuilder().SaveAsync(database);
        using IHost host = await StartAsync(database);
        IBus bus = host.Services.GetRequiredService<IBus>();
        var id = Guid.NewGuid();
        await bus.Publish(new Begin(id, workspace.Id, workspace.Leaver, workspace.Admin));
        await CountedAsync(database, id, 1);

        await bus.Publish(new Break(id));
        await bus.Publish(new Begin(id, workspace.Id, workspace.Leaver, workspace.Admin));

        await CountedAsync(database, id, 2);
    }

    [Fact]
    public async Task Sagas_can_be_found_by_what_they_hold_and_removed_when_they_are_over()
    {
        await using TestDatabase database = await TestDatabase.CreateAsync(servers.Postgres);
        TestWorkspace workspace = await new WorkspaceBuilder().SaveAsync(database);
        using IHost host = await StartAsync(database);
        IBus bus = host.Services.GetRequiredService<IBus>();
        Guid[] ids = [Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid()];
        foreach (Guid id in ids)
        {
            await bus.Publish(new Begin(id, workspace.Id, workspace.Leaver, workspace.Admin));
            await CountedAsync(database, id, 1);
        }

        var query = host.Services.GetRequiredService<IQuerySagaRepository<OffboardingCase>>();
        (await query.Find(new SagaQuery<OffboardingCase>(c => c.WorkspaceId == workspace.Id))).ShouldBe(ids, ignoreOrder: true);
        (await query.Find(new SagaQuery<OffboardingCase>(c => c.WorkspaceId == Guid.NewGuid()))).ShouldBeEmpty();
        var load = host.Services.GetRequiredService<ILoadSagaRepository<OffboardingCase>>();
        (await load.Load(ids[0]))!.UserId.ShouldBe(workspace.Leaver);

        await bus.Publish(new TouchAll(workspace.Id));
        foreach (Guid id in ids)
        {
            await CountedAsync(database, id, 2);
        }

        await bus.Publish(new End(ids[1]));
        await Eventually.TrueAsync(
            async () => await database.ReadAsync<long>("SELECT count(*) FROM offboarding.cases") == 2, "one saga to be removed");
    }

    private static Task<int> CountedAsync(TestDatabase database, Guid id, int count) => Eventually.ValueAsync(
        () => database.ReadAsync<int>("SELECT coalesce((SELECT (plan ->> 'count')::int FROM offboarding.cases WHERE id = @id), 0)", ("id", id)),
        c => c == count, $"saga {id} to have heard {count} messages");

    private static async Task<IHost> StartAsync(TestDatabase database)
    {
        // Several cases for one person, which the product rules out, are what this test needs.
        await database.ExecuteAsync("DROP INDEX offboarding.cases_in_progress");
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Configuration["ConnectionStrings:Offboarding"] = database.Worker;
        builder.Logging.AddProvider(new TestLog());
        builder.Logging.AddProvider(new LogLines.Provider());
        builder.AddOffboardingDatabase();
        builder.Services.AddSingleton<OutboxSignal>();
        builder.Services.AddMassTransit(bus =>
        {
            bus.DisableUsageTelemetry();
            bus.AddSagaStateMachine<CountingSaga, OffboardingCase>();
            bus.SetSagaRepositoryProvider(new SagaRepositoryProvider());
            bus.UsingInMemory((context, memory) => memory.ReceiveEndpoint("counting", e =>
            {
                e.ConcurrentMessageLimit = 32;
                e.ConfigureSaga<OffboardingCase>(context);
            }));
        });
        IHost host = builder.Build();
        await host.StartAsync();
        return host;
    }

    public sealed record Begin(Guid Id, Guid WorkspaceId, Guid UserId, Guid RequestedBy);

    public sealed record Break(Guid Id);

    public sealed record End(Guid Id);

    public sealed record TouchAll(Guid WorkspaceId);

    /// <summary>Counts what it hears, in the column of the plan.</summary>
    private sealed class CountingSaga : MassTransitStateMachine<OffboardingCase>
    {
        public CountingSaga()
        {
            InstanceState(c => c.State);
            Event(() => Begun, e =>
            {
                e.CorrelateById(m => m.Message.Id);
                e.InsertOnInitial = true;
                e.SetSagaFactory(m => new OffboardingCase
                {
                    CorrelationId = m.Message.Id,
                    WorkspaceId = m.Message.WorkspaceId,
                    UserId = m.Message.UserId,
                    RequestId = m.Message.Id,
                    RequestedBy = m.Message.RequestedBy,
                    Reason = "left-company",
                    State = "Scheduled",
                    Plan = """{"count": 0}""",
                    RequestedAt = DateTime.UtcNow,
                    DueAt = DateTime.UtcNow,
                    NudgedAt = DateTime.UtcNow,
                });
            });
            Event(() => Broken, e => e.CorrelateById(m => m.Message.Id));
            Event(() => Ended, e => e.CorrelateById(m => m.Message.Id));
            Event(() => Touched, e => e.CorrelateBy((c, m) => c.WorkspaceId == m.Message.WorkspaceId));
            DuringAny(
                When(Begun).Then(c => Count(c.Saga)),
                When(Touched).Then(c => Count(c.Saga)),
                When(Broken).Then(c => Count(c.Saga)).Then(_ => throw new InvalidOperationException("broken on purpose")),
                When(Ended).Finalize());
            Initially(When(Begun).Then(c => Count(c.Saga)).TransitionTo(Scheduled));
            SetCompletedWhenFinalized();
        }

        public State Scheduled { get; private set; } = null!;

        public Event<Begin> Begun { get; private set; } = null!;

        public Event<Break> Broken { get; private set; } = null!;

        public Event<End> Ended { get; private set; } = null!;

        public Event<TouchAll> Touched { get; private set; } = null!;

        private static void Count(OffboardingCase saga)
        {
            int count = System.Text.Json.Nodes.JsonNode.Parse(saga.Plan)!["count"]!.GetValue<int>();
            saga.Plan = $$"""{"count": {{count + 1}}}""";
        }
    }
}
