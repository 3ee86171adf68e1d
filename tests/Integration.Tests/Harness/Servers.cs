[assembly: AssemblyFixture(typeof(Offboarding.Integration.Tests.Harness.Servers))]

namespace Offboarding.Integration.Tests.Harness;

/// <summary>
/// A PostgreSQL and a RabbitMQ. One pair serves all tests, each with a database and a virtual host of its own; a class whose
/// tests stop servers takes a pair of its own (<see cref="OwnServers"/>).
/// </summary>
public class Servers : IAsyncLifetime
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
        GC.SuppressFinalize(this);
    }
}
