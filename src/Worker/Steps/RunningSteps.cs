using System.Collections.Concurrent;

namespace Offboarding.Worker.Steps;

/// <summary>The steps this process works on right now, for its heartbeat.</summary>
public sealed class RunningSteps(TimeProvider time)
{
    private readonly ConcurrentDictionary<RunStep, DateTimeOffset> inHand = new();

    /// <summary>The longest in hand first. Times are those of this machine.</summary>
    public IReadOnlyList<(RunStep Step, DateTimeOffset Since)> Now =>
        [.. inHand.Select(static entry => (entry.Key, entry.Value)).OrderBy(static entry => entry.Value)];

    /// <summary>Takes a slice in hand until it is put down.</summary>
    public IDisposable Take(RunStep run)
    {
        inHand[run] = time.GetUtcNow();
        return new Held(inHand, run);
    }

    private sealed class Held(ConcurrentDictionary<RunStep, DateTimeOffset> inHand, RunStep run) : IDisposable
    {
        public void Dispose() => inHand.TryRemove(run, out _);
    }
}
