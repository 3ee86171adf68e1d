using MassTransit;
using MassTransit.Middleware;
using MassTransit.Saga;
using Microsoft.EntityFrameworkCore;
using Offboarding.Worker.Infrastructure.Database;

namespace Offboarding.Worker.Infrastructure.Sagas;

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
