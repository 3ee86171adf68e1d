using System.Diagnostics;
using MassTransit;
using Offboarding.Contracts;

namespace Offboarding.Bench.Throughput;

/// <summary>
/// The limit: MassTransit on the same broker with the same quorum queues and confirms, a message of the same size, and a
/// consumer that does nothing.
/// </summary>
internal static class BareBus
{
    private const int InFlight = 200;
    private const ushort Prefetch = 200;

    /// <returns>Messages a second, from the first publish to the last one consumed.</returns>
    public static async Task<double> MessagesPerSecondAsync(
        Uri broker, DeactivateUserRequested message, int count, CancellationToken cancellationToken)
    {
        int consumed = 0;
        var all = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        int warmUp = Math.Min(count, 500);
        int expected = warmUp;
        IBusControl bus = Bus.Factory.CreateUsingRabbitMq(rabbit =>
        {
            rabbit.Host(broker, host => host.PublisherConfirmation = true);
            rabbit.ReceiveEndpoint("bare-bus", endpoint =>
            {
                endpoint.SetQuorumQueue();
                endpoint.PrefetchCount = Prefetch;
                endpoint.Handler<DeactivateUserRequested>(_ =>
                {
                    if (Interlocked.Increment(ref consumed) == Volatile.Read(ref expected))
                    {
                        all.TrySetResult();
                    }

                    return Task.CompletedTask;
                });
            });
        });
        await bus.StartAsync(cancellationToken);
        try
        {
            await PublishAsync(bus, message, warmUp, cancellationToken);
            await all.Task.WaitAsync(TimeSpan.FromMinutes(1), cancellationToken);
            all = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            Volatile.Write(ref expected, warmUp + count);
            long begin = Stopwatch.GetTimestamp();
            await PublishAsync(bus, message, count, cancellationToken);
            await all.Task.WaitAsync(TimeSpan.FromMinutes(5), cancellationToken);
            return count / Stopwatch.GetElapsedTime(begin).TotalSeconds;
        }
        finally
        {
            await bus.StopAsync(CancellationToken.None);
        }
    }

    private static Task PublishAsync(IBus bus, DeactivateUserRequested message, int count, CancellationToken cancellationToken) =>
        Parallel.ForEachAsync(
            Enumerable.Range(0, count), new ParallelOptions { MaxDegreeOfParallelism = InFlight, CancellationToken = cancellationToken },
            async (_, token) => await bus.Publish(message, token));
}
