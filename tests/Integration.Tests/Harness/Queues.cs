using Offboarding.Contracts;
using RabbitMQ.Client;

namespace Offboarding.Integration.Tests.Harness;

/// <summary>The worker's queues, as a broker that loses things sees them.</summary>
public sealed class Queues : IAsyncDisposable
{
    /// <summary>All of them; every one that the worker hears is here.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        "offboarding.saga", "offboarding.run-step", "offboarding.run-lockout-step", "offboarding.start-case", "offboarding.preview-handover",
        .. MessageNames.All.Where(m => m.Key.Name.EndsWith("Requested", StringComparison.Ordinal)).Select(m => m.Value),
    ];

    private readonly IConnection _connection;
    private readonly IChannel _channel;

    private Queues(IConnection connection, IChannel channel) => (_connection, _channel) = (connection, channel);

    public static async Task<Queues> OpenAsync(Uri broker)
    {
        IConnection connection = await new ConnectionFactory { Uri = broker }.CreateConnectionAsync();
        return new Queues(connection, await connection.CreateChannelAsync());
    }

    public async Task PurgeAllAsync()
    {
        foreach (string name in Names)
        {
            await _channel.QueuePurgeAsync(name);
        }
    }

    /// <summary>Messages that nobody has taken yet.</summary>
    public async Task<long> WaitingAsync()
    {
        long waiting = 0;
        foreach (string name in Names)
        {
            waiting += (await _channel.QueueDeclarePassiveAsync(name)).MessageCount;
        }

        return waiting;
    }

    public async ValueTask DisposeAsync()
    {
        await _channel.DisposeAsync();
        await _connection.DisposeAsync();
    }
}
