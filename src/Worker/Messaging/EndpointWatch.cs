using MassTransit;
using Offboarding.Telemetry;

namespace Offboarding.Worker.Messaging;

/// <summary>
/// Starts an endpoint again that MassTransit has given up. Its receive transport ends for good, without a word, when the connection is lost at certain moments of
/// declaring a queue (docs/compatibility.md): the queue then has no consumer until the process starts again, and the outbox waits for the bus to be healthy.
/// </summary>
internal sealed class EndpointWatch(IBusControl bus, TimeProvider time, ILogger<EndpointWatch> log) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan StopWithin = TimeSpan.FromSeconds(10);

    /// <summary>MassTransit connects again within a few seconds; one endpoint that does not while others do is not going to.</summary>
    private static readonly TimeSpan GivenUpAfter = TimeSpan.FromSeconds(20);

    /// <summary>While no endpoint is healthy the broker is most likely away, and each of them is still trying.</summary>
    private static readonly TimeSpan AllGivenUpAfter = TimeSpan.FromMinutes(2);

    private readonly Dictionary<string, long> _unhealthySince = [];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await Task.Delay(Every, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            foreach ((string name, EndpointHealthResult endpoint) in GivenUp())
            {
                if (stoppingToken.IsCancellationRequested)
                {
                    return;
                }

                await StartAgainAsync(name, endpoint, stoppingToken);
            }
        }
    }

    private List<KeyValuePair<string, EndpointHealthResult>> GivenUp()
    {
        IReadOnlyDictionary<string, EndpointHealthResult> endpoints = bus.CheckHealth().Endpoints;
        TimeSpan patience = endpoints.Values.Any(e => e.Status == BusHealthStatus.Healthy) ? GivenUpAfter : AllGivenUpAfter;
        var givenUp = new List<KeyValuePair<string, EndpointHealthResult>>();
        foreach (KeyValuePair<string, EndpointHealthResult> endpoint in endpoints)
        {
            if (endpoint.Value.Status == BusHealthStatus.Healthy)
            {
                _unhealthySince.Remove(endpoint.Key);
            }
            else if (!_unhealthySince.TryGetValue(endpoint.Key, out long since))
            {
                _unhealthySince[endpoint.Key] = time.GetTimestamp();
            }
            else if (time.GetElapsedTime(since) > patience)
            {
                givenUp.Add(endpoint);
            }
        }

        return givenUp;
    }

    private async Task StartAgainAsync(string name, EndpointHealthResult endpoint, CancellationToken stoppingToken)
    {
        _unhealthySince.Remove(name);
        try
        {
            using var atMost = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
            atMost.CancelAfter(StopWithin);
            await endpoint.ReceiveEndpoint.Stop(atMost.Token).WaitAsync(atMost.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (!stoppingToken.IsCancellationRequested)
            {
                endpoint.ReceiveEndpoint.Start(CancellationToken.None);
                log.LogWarning("Queue {Queue} was not heard for a while ({Reason}); its endpoint was started again", name, endpoint.Exception is { } error ? SafeError.Of(error) : endpoint.Description);
            }
        }
        catch (Exception error) when (!stoppingToken.IsCancellationRequested)
        {
            log.LogWarning("Queue {Queue} is not heard and its endpoint could not be started again: {Error}; tried again", name, SafeError.Of(error));
        }
    }
}
