using Offboarding.Telemetry;
using Offboarding.Worker.Infrastructure.Telemetry;

namespace Offboarding.Worker.Infrastructure;

/// <summary>
/// Looks again and again for what is due, until the worker stops. A look that fails comes again: what is due stands in rows, so nothing is lost
/// by it, and any worker may look. The log says it once, and when it works again.
/// </summary>
/// <param name="what">What is looked for, for the log: "Returns that are due".</param>
/// <param name="every">The pause between two looks.</param>
/// <param name="log">The sweep's own.</param>
internal abstract class Sweep(string what, TimeSpan every, ILogger log) : BackgroundService
{
    private readonly Outage _outage = new();

    protected sealed override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            if (!await TryLookAsync(stoppingToken))
            {
                await Task.Delay(every, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    /// <returns>True if there is more to do at once.</returns>
    protected internal abstract Task<bool> LookAsync(CancellationToken cancellationToken);

    private async Task<bool> TryLookAsync(CancellationToken cancellationToken)
    {
        try
        {
            bool more = await LookAsync(cancellationToken);
            if (_outage.IsOver())
            {
                log.LogInformation("{What} can be looked at again", what);
            }

            return more;
        }
        catch (Exception error) when (!cancellationToken.IsCancellationRequested)
        {
            log.Log(_outage.Failed(), "{What} cannot be looked at; tried again every {Every}: {Error}", what, every, SafeError.Of(error));
            return false;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }
}
