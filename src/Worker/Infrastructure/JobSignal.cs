namespace Offboarding.Worker.Infrastructure;

/// <summary>Wakes the projection in this process after a commit that changed what a job shows; other processes find it by looking.</summary>
public sealed class JobSignal : IDisposable
{
    private readonly SemaphoreSlim _pending = new(0, 1);

    /// <summary>Says that something failed or moved. Call it after the commit; it never waits.</summary>
    public void Set()
    {
        try
        {
            if (_pending.CurrentCount == 0)
            {
                _pending.Release();
            }
        }
        catch (SemaphoreFullException)
        {
            // Two at once: the projection is woken already.
        }
    }

    /// <summary>Waits for a signal, at most <paramref name="atMost"/>.</summary>
    public Task WaitAsync(TimeSpan atMost, CancellationToken cancellationToken) => _pending.WaitAsync(atMost, cancellationToken);

    public void Dispose() => _pending.Dispose();
}
