using MassTransit;
using Offboarding.Telemetry;
using Offboarding.Worker.Infrastructure.Telemetry;

namespace Offboarding.Worker.Infrastructure.Messaging;

/// <summary>
/// Starts an endpoint again that MassTransit has given up. Its receive transport ends for good, without a word, when the connection is lost at certain moments of
/// declaring a queue (docs/compatibility.md): the queue then has no consumer until the process starts again.
/// </summary>
internal sealed class EndpointWatch(IBusControl bus, BrokerState broker, TimeProvider time, ILogger<EndpointWatch> log) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan StopWithin = TimeSpan.FromSeconds(10);

    /// <summary>MassTransit connects again within a few seconds; one endpoint that does not while others do is not going to.</summary>
    private static readonly TimeSpan GivenUpAfter = TimeSpan.FromSeconds(20);

    /// <summary>While no endpoint is healthy the broker is most likely away, and each of them is still trying.</summary>
    private static readonly TimeSpan AllGivenUpAfter = TimeSpan.FromMinutes(2);

    private readonly Dictionary<string, long> _unhealthySince = [];
    private readonly Dictionary<string, Outage> _outages = [];

    /// <summary>Since when at least one endpoint is healthy. After an outage each of the others has its time from then, not from the beginning of the outage.</summary>
    private long? _oneHealthySince;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await Task.Delay(Every, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            foreach (string name in GivenUp())
            {
                if (stoppingToken.IsCancellationRequested)
                {
                    return;
                }

                await StartAgainAsync(name, stoppingToken);
            }
        }
    }

    private List<string> GivenUp()
    {
        IReadOnlyDictionary<string, EndpointHealthResult> endpoints = bus.CheckHealth().Endpoints;
        long now = time.GetTimestamp();
        _oneHealthySince = broker.IsConnected ? _oneHealthySince ?? now : null;
        var givenUp = new List<string>();
        foreach ((string name, EndpointHealthResult endpoint) in endpoints)
        {
            if (endpoint.Status == BusHealthStatus.Healthy)
            {
                _unhealthySince.Remove(name);
                if (_outages.Remove(name))
                {
                    log.LogInformation("Queue {Queue} is heard again", BrokerState.QueueOf(endpoint));
                }
            }
            else if (!_unhealthySince.TryGetValue(name, out long since))
            {
                _unhealthySince[name] = now;
            }
            else if (_oneHealthySince is { } other
                ? time.GetElapsedTime(Math.Max(since, other), now) > GivenUpAfter
                : time.GetElapsedTime(since, now) > AllGivenUpAfter)
            {
                givenUp.Add(name);
            }
        }

        return givenUp;
    }

    private async Task StartAgainAsync(string name, CancellationToken stoppingToken)
    {
        // The one before it may have taken some seconds, in which this one came back.
        EndpointHealthResult endpoint = bus.CheckHealth().Endpoints[name];
        if (endpoint.Status == BusHealthStatus.Healthy)
        {
            return;
        }

        _unhealthySince.Remove(name);
        try
        {
            using var atMost = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
            atMost.CancelAfter(StopWithin);
            await endpoint.ReceiveEndpoint.Stop(atMost.Token).WaitAsync(atMost.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (atMost.IsCancellationRequested && !stoppingToken.IsCancellationRequested)
            {
                // It waits for an answer that the broker owes it. Asked once more, MassTransit lets go of it without waiting.
                await endpoint.ReceiveEndpoint.Stop(stoppingToken).WaitAsync(StopWithin, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }

            if (!stoppingToken.IsCancellationRequested)
            {
                endpoint.ReceiveEndpoint.Start(CancellationToken.None);
                log.Log(
                    Loudness(name), "Queue {Queue} was not heard for a while ({Reason}); its endpoint was started again", BrokerState.QueueOf(endpoint),
                    endpoint.Exception is { } error ? SafeError.Of(error) : endpoint.Description);
            }
        }
        catch (Exception error) when (!stoppingToken.IsCancellationRequested)
        {
            log.Log(Loudness(name), "Queue {Queue} is not heard and its endpoint could not be started again: {Error}; tried again", BrokerState.QueueOf(endpoint), SafeError.Of(error));
        }
    }

    /// <summary>While none is healthy the broker is away, which others say.</summary>
    private LogLevel Loudness(string name)
    {
        if (_oneHealthySince is null)
        {
            return LogLevel.Debug;
        }

        if (!_outages.TryGetValue(name, out Outage? outage))
        {
            _outages[name] = outage = new Outage();
        }

        return outage.Failed();
    }
}
