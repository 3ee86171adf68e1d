using MassTransit;
using MassTransit.Configuration;
using MassTransit.Middleware;
using MassTransit.Saga;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Offboarding.Worker.Infrastructure.Database;
using Offboarding.Worker.Infrastructure.Outbox;
using Offboarding.Worker.Infrastructure.Telemetry;

namespace Offboarding.Worker.Infrastructure.Sagas;

/// <summary>
/// Keeps sagas in PostgreSQL. Each message is handled in one transaction (READ COMMITTED) that holds the saga's row lock, so
/// messages for one saga take turns and nothing is ever retried for a lost race. What the saga writes to the outbox is part of
/// that transaction and is delivered after it.
/// </summary>
/// <typeparam name="TSaga">The saga's state, mapped in <see cref="OffboardingDbContext"/>.</typeparam>
internal sealed class SagaRepositoryContextFactory<TSaga>(
    IDbContextFactory<OffboardingDbContext> contexts, ISagaConsumeContextFactory<OffboardingDbContext, TSaga> consumeContexts, OutboxSignal outbox)
    : ISagaRepositoryContextFactory<TSaga>, IQuerySagaRepositoryContextFactory<TSaga>, ILoadSagaRepositoryContextFactory<TSaga>
    where TSaga : class, ISaga
{
    public async Task Send<T>(ConsumeContext<T> context, IPipe<SagaRepositoryContext<TSaga, T>> next)
        where T : class
    {
        await using OffboardingDbContext database = await contexts.CreateDbContextAsync(context.CancellationToken);
        await using IDbContextTransaction transaction = await database.Database.BeginTransactionAsync(context.CancellationToken);
        using Tally? tally = Tally.Begin();
        await next.Send(new LockedSagaRepositoryContext<TSaga, T>(database, context, consumeContexts));
        await transaction.CommitAsync(context.CancellationToken);
        tally?.Commit();
        outbox.Set();
    }

    public async Task SendQuery<T>(ConsumeContext<T> context, ISagaQuery<TSaga> query, IPipe<SagaRepositoryQueryContext<TSaga, T>> next)
        where T : class
    {
        await using OffboardingDbContext database = await contexts.CreateDbContextAsync(context.CancellationToken);
        await using IDbContextTransaction transaction = await database.Database.BeginTransactionAsync(context.CancellationToken);
        List<Guid> ids = await database.Set<TSaga>().AsNoTracking().Where(query.FilterExpression)
            .Select(s => s.CorrelationId).Order().ToListAsync(context.CancellationToken);
        var sagas = new List<TSaga>(ids.Count);
        foreach (Guid id in ids)
        {
            if (await SagaLock.LoadAsync<TSaga>(database, id, context.CancellationToken) is { } saga)
            {
                sagas.Add(saga);
            }
        }

        var repository = new LockedSagaRepositoryContext<TSaga, T>(database, context, consumeContexts);
        await next.Send(new LoadedSagaRepositoryQueryContext<TSaga, T>(repository, sagas));
        await transaction.CommitAsync(context.CancellationToken);
        outbox.Set();
    }

    public async Task<T> Execute<T>(Func<LoadSagaRepositoryContext<TSaga>, Task<T>> asyncMethod, CancellationToken cancellationToken = default)
        where T : class => await ReadAsync(asyncMethod, cancellationToken);

    public async Task<T> Execute<T>(Func<QuerySagaRepositoryContext<TSaga>, Task<T>> asyncMethod, CancellationToken cancellationToken = default)
        where T : class => await ReadAsync(asyncMethod, cancellationToken);

    public void Probe(ProbeContext context) => context.Add("persistence", "postgresql");

    private async Task<T> ReadAsync<T>(Func<ReadOnlySagaRepositoryContext<TSaga>, Task<T>> read, CancellationToken cancellationToken)
    {
        await using OffboardingDbContext database = await contexts.CreateDbContextAsync(cancellationToken);
        return await read(new ReadOnlySagaRepositoryContext<TSaga>(database, cancellationToken));
    }
}

/// <summary>Makes <see cref="SagaRepositoryContextFactory{TSaga}"/> the repository of every saga; see docs/adr/0003.</summary>
internal sealed class SagaRepositoryProvider : ISagaRepositoryRegistrationProvider
{
    public void Configure<TSaga>(ISagaRegistrationConfigurator<TSaga> configurator)
        where TSaga : class, ISaga => configurator.Repository(services =>
    {
        services.RegisterLoadSagaRepository<TSaga, SagaRepositoryContextFactory<TSaga>>();
        services.RegisterQuerySagaRepository<TSaga, SagaRepositoryContextFactory<TSaga>>();
        services.RegisterSagaRepository<TSaga, OffboardingDbContext,
            SagaConsumeContextFactory<OffboardingDbContext, TSaga>, SagaRepositoryContextFactory<TSaga>>();
    });
}

/// <summary>Looks at sagas without locking them, for MassTransit's own queries.</summary>
internal sealed class ReadOnlySagaRepositoryContext<TSaga>(OffboardingDbContext database, CancellationToken cancellationToken)
    : BasePipeContext(cancellationToken), QuerySagaRepositoryContext<TSaga>, LoadSagaRepositoryContext<TSaga>
    where TSaga : class, ISaga
{
    public Task<TSaga> Load(Guid correlationId) =>
        database.Set<TSaga>().AsNoTracking().SingleOrDefaultAsync(s => s.CorrelationId == correlationId, CancellationToken)!;

    public async Task<SagaRepositoryQueryContext<TSaga>> Query(ISagaQuery<TSaga> query, CancellationToken cancellationToken = default)
    {
        List<Guid> ids = await database.Set<TSaga>().AsNoTracking().Where(query.FilterExpression)
            .Select(s => s.CorrelationId).ToListAsync(cancellationToken);
        return new DefaultSagaRepositoryQueryContext<TSaga>(this, ids);
    }
}
