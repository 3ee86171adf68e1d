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

    protected virtual bool Own => false;

    public virtual async ValueTask InitializeAsync()
    {
        Task<PostgresServer> postgres = Own ? PostgresServer.StartOwnAsync() : PostgresServer.StartAsync();
        Task<RabbitMqServer> rabbitMq = Own ? RabbitMqServer.StartOwnAsync() : RabbitMqServer.StartAsync();
        Postgres = await postgres;
        RabbitMq = await rabbitMq;
    }

    public async ValueTask DisposeAsync()
    {
        if (RabbitMq is not null)
        {
            await RabbitMq.DisposeAsync();
        }

        if (Postgres is not null)
        {
            await Postgres.DisposeAsync();
        }

        GC.SuppressFinalize(this);
    }
}
