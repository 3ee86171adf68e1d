using Microsoft.Extensions.Logging;

namespace Offboarding.Telemetry;

/// <summary>
/// Says once that the collector cannot be reached, and once that it can again. The exporters themselves keep silent; they run on
/// threads of their own and drop what does not fit into their queues, so work never waits for them.
/// </summary>
internal sealed class CollectorWatch(ILogger<CollectorWatch> log)
{
    private int _failing;

    public HttpClient CreateClient(string address, TimeSpan patience) => new(new Watched(this, address)) { Timeout = patience };

    private void Said(bool well, string address, string problem)
    {
        if (Interlocked.Exchange(ref _failing, well ? 0 : 1) == (well ? 0 : 1))
        {
            return;
        }

        if (well)
        {
            log.LogInformation("The collector {Address} takes telemetry again", address);
        }
        else
        {
            log.LogWarning("The collector {Address} does not take telemetry ({Problem}); what does not fit into the queue is dropped, and work goes on", address, problem);
        }
    }

    private sealed class Watched(CollectorWatch watch, string address) : DelegatingHandler(new SocketsHttpHandler { UseProxy = false })
    {
        protected override HttpResponseMessage Send(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            try
            {
                return Answered(base.Send(request, cancellationToken));
            }
            catch (Exception error) when (error is HttpRequestException or OperationCanceledException)
            {
                watch.Said(false, address, Problem(error));
                throw;
            }
        }

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            try
            {
                return Answered(await base.SendAsync(request, cancellationToken));
            }
            catch (Exception error) when (error is HttpRequestException or OperationCanceledException)
            {
                watch.Said(false, address, Problem(error));
                throw;
            }
        }

        private HttpResponseMessage Answered(HttpResponseMessage response)
        {
            watch.Said(response.IsSuccessStatusCode, address, $"it answers {(int)response.StatusCode}");
            return response;
        }

        private static string Problem(Exception error) => error is OperationCanceledException ? "no answer in time" : error.Message;
    }
}
