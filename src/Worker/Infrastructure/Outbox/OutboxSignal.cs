namespace Offboarding.Worker.Infrastructure.Outbox;

/// <summary>Wakes the delivery in this process after a commit; other processes are woken by NOTIFY or find the rows by polling.</summary>
public sealed class OutboxSignal : IDisposable
{
    private readonly SemaphoreSlim _pending = new(0, 1);

    /// <summary>Says that rows may be waiting. Call it after the commit.</summary>
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
            // Two commits at once: the delivery is woken already.
        }
    }

    /// <summary>Waits for a signal, at most <paramref name="atMost"/>.</summary>
    public Task WaitAsync(TimeSpan atMost, CancellationToken cancellationToken) => _pending.WaitAsync(atMost, cancellationToken);

    public void Dispose() => _pending.Dispose();
}
