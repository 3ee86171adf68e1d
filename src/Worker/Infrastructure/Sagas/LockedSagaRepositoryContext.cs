using MassTransit;
using MassTransit.Context;
using MassTransit.Saga;
using Microsoft.EntityFrameworkCore;
using Offboarding.Worker.Infrastructure.Database;

namespace Offboarding.Worker.Infrastructure.Sagas;

/// <summary>One message for one saga, inside the transaction that <see cref="SagaRepositoryContextFactory{TSaga}"/> opened.</summary>
internal sealed class LockedSagaRepositoryContext<TSaga, TMessage>(
    OffboardingDbContext database, ConsumeContext<TMessage> message, ISagaConsumeContextFactory<OffboardingDbContext, TSaga> consumeContexts)
    : ConsumeContextScope<TMessage>(message, database), SagaRepositoryContext<TSaga, TMessage>
    where TSaga : class, ISaga
    where TMessage : class
{
    public async Task<SagaConsumeContext<TSaga, TMessage>?> Load(Guid correlationId) =>
        await SagaLock.LoadAsync<TSaga>(database, correlationId, CancellationToken) is { } saga
            ? await CreateSagaConsumeContext(this, saga, SagaConsumeContextMode.Load)
            : null;

    public Task<SagaConsumeContext<TSaga, TMessage>> Add(TSaga instance) =>
        CreateSagaConsumeContext(this, instance, SagaConsumeContextMode.Add);

    public async Task<SagaConsumeContext<TSaga, TMessage>?> Insert(TSaga instance)
    {
        // SagaLock keeps a second first message waiting, so nobody inserts the row between the look and this.
        if (await SagaLock.LoadAsync<TSaga>(database, instance.CorrelationId, CancellationToken) is not null)
        {
            return null;
        }

        database.Add(instance);
        await database.SaveChangesAsync(CancellationToken);
        return await CreateSagaConsumeContext(this, instance, SagaConsumeContextMode.Insert);
    }

    public async Task Save(SagaConsumeContext<TSaga> context)
    {
        database.Add(context.Saga);
        await database.SaveChangesAsync(CancellationToken);
    }

    public Task Update(SagaConsumeContext<TSaga> context) => database.SaveChangesAsync(CancellationToken);

    public async Task Delete(SagaConsumeContext<TSaga> context)
    {
        database.Remove(context.Saga);
        await database.SaveChangesAsync(CancellationToken);
    }

    public Task Discard(SagaConsumeContext<TSaga> context) => Task.CompletedTask;

    public Task Undo(SagaConsumeContext<TSaga> context)
    {
        database.Entry(context.Saga).State = EntityState.Unchanged;
        return Task.CompletedTask;
    }

    public Task<SagaConsumeContext<TSaga, T>> CreateSagaConsumeContext<T>(ConsumeContext<T> consumeContext, TSaga instance, SagaConsumeContextMode mode)
        where T : class => consumeContexts.CreateSagaConsumeContext(database, consumeContext, instance, mode);
}
