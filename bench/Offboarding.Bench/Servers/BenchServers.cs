using Offboarding.Testing;

namespace Offboarding.Bench.Servers;

/// <summary>PostgreSQL with fsync and RabbitMQ, private to this run.</summary>
internal sealed class BenchServers : IAsyncDisposable
{
    /// <summary>Besides the defaults of PostgreSQL; what a server of this size would be given. Durability is not touched.</summary>
    public static readonly IReadOnlyList<string> PostgresSettings = ["shared_buffers=512MB", "max_wal_size=4GB"];

    private readonly PostgresServer _postgres;
    private readonly RabbitMqServer _rabbitMq;

    private BenchServers(PostgresServer postgres, RabbitMqServer rabbitMq) => (_postgres, _rabbitMq) = (postgres, rabbitMq);

    public static async Task<BenchServers> StartAsync(IReadOnlyList<string> postgresSettings, CancellationToken cancellationToken)
    {
        PostgresServer postgres = await PostgresServer.StartAsync(durable: true, [.. PostgresSettings, .. postgresSettings], cancellationToken);
        try
        {
            return new BenchServers(postgres, await RabbitMqServer.StartAsync(durable: true, cancellationToken));
        }
        catch
        {
            await postgres.DisposeAsync();
            throw;
        }
    }

    /// <summary>A migrated, empty database.</summary>
    public async Task<BenchDatabase> CreateDatabaseAsync(CancellationToken cancellationToken)
    {
        TestDatabase database = await TestDatabase.CreateAsync(_postgres, cancellationToken);
        return Of(database);
    }

    /// <summary>An empty database that the worker of another build has migrated.</summary>
    public async Task<BenchDatabase> CreateDatabaseAsync(string build, CancellationToken cancellationToken)
    {
        TestDatabase database = await TestDatabase.CreateAsync(_postgres, owner => WorkerProcess.MigrateAsync(build, owner, cancellationToken), cancellationToken);
        return Of(database);
    }

    /// <summary>A database that stays on the server of <c>OFFBOARDING_TEST_POSTGRES</c>, brought up to date.</summary>
    /// <exception cref="InvalidOperationException">The server is this run's own and ends with it.</exception>
    public async Task<BenchDatabase> KeptDatabaseAsync(string name, CancellationToken cancellationToken)
    {
        if (_postgres.IsOurs)
        {
            throw new InvalidOperationException("--database keeps a database on the server that OFFBOARDING_TEST_POSTGRES names; it is not set.");
        }

        TestDatabase database = await TestDatabase.KeptAsync(_postgres, name, cancellationToken);
        return Of(database);
    }

    /// <summary>Queues of earlier runs are not in it.</summary>
    public Task<Uri> CreateBrokerAsync(CancellationToken cancellationToken) => _rabbitMq.CreateVirtualHostAsync(cancellationToken);

    private static BenchDatabase Of(TestDatabase database) => new(database.Owner, database.Worker, database.Dashboard);

    public async ValueTask DisposeAsync()
    {
        await _postgres.DisposeAsync();
        await _rabbitMq.DisposeAsync();
    }
}
