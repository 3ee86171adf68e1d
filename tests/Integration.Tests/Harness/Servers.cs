[assembly: AssemblyFixture(typeof(Offboarding.Integration.Tests.Harness.Servers))]

namespace Offboarding.Integration.Tests.Harness;

/// <summary>One PostgreSQL and one RabbitMQ for all tests; each test has a database and a virtual host of its own.</summary>
public sealed class Servers : IAsyncLifetime
{
    public PostgresServer Postgres { get; private set; } = null!;

    public RabbitMqServer RabbitMq { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Task<PostgresServer> postgres = PostgresServer.StartAsync();
        Task<RabbitMqServer> rabbitMq = RabbitMqServer.StartAsync();
        Postgres = await postgres;
        RabbitMq = await rabbitMq;
    }

    public async ValueTask DisposeAsync()
    {
        await RabbitMq.DisposeAsync();
        await Postgres.DisposeAsync();
    }
}
