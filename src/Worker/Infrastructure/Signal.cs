namespace Offboarding.Worker.Infrastructure;

/// <summary>Wakes one loop of this process after a commit, so that it need not wait for its next look; other processes find the rows by looking.</summary>
public abstract class Signal : IDisposable
{
    private readonly SemaphoreSlim _pending = new(0, 1);

    /// <summary>Sets the signal. Call it after the commit; it never waits.</summary>
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
            // Two at once: the loop has already been woken.
        }
    }

    /// <summary>Waits for a signal, at most <paramref name="atMost"/>.</summary>
    public Task WaitAsync(TimeSpan atMost, CancellationToken cancellationToken) => _pending.WaitAsync(atMost, cancellationToken);

    public void Dispose()
    {
        _pending.Dispose();
        GC.SuppressFinalize(this);
    }
}

/// <summary>Wakes the projection of jobs after a commit that changed what a job shows.</summary>
public sealed class JobSignal : Signal;
