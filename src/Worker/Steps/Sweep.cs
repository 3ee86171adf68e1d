namespace Offboarding.Worker.Steps;

/// <summary>
/// Looks again and again for what is due, until the worker stops. A look that fails is said in the log and comes again: what is due stands in
/// rows, so nothing is lost by it, and any worker may look.
/// </summary>
/// <param name="what">What is looked for, for the log: "Returns that are due".</param>
/// <param name="every">The pause between two looks.</param>
/// <param name="log">The sweep's own.</param>
internal abstract class Sweep(string what, TimeSpan every, ILogger log) : BackgroundService
{
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
            return await LookAsync(cancellationToken);
        }
        catch (Exception error) when (!cancellationToken.IsCancellationRequested)
        {
            log.LogWarning("{What} could not be looked at; tried again in {Every}: {Error}", what, every, error.Message);
            return false;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }
}
