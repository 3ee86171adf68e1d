using MassTransit;
using MassTransit.Configuration;
using MassTransit.Saga;
using Offboarding.Worker.Infrastructure.Database;

namespace Offboarding.Worker.Infrastructure.Sagas;

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
