namespace Offboarding.Worker.Infrastructure.Database;

/// <summary>
/// For a sweep that goes through the work of many workspaces: each look at a locked one costs a second of waiting, which all others would wait as well. It is left
/// out for a while then, twice as long each time, and at most <see cref="Longest"/>.
/// </summary>
internal sealed class LockedWorkspaces(TimeProvider time)
{
    private static readonly TimeSpan First = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(8);

    private readonly Dictionary<Guid, (DateTimeOffset Until, TimeSpan Pause)> _locked = [];

    /// <summary>Does what needs the workspace's lock, unless it was locked a moment ago. What is not done is found again by the next look.</summary>
    public async Task UnlessAsync(Guid workspaceId, Func<Task> act)
    {
        bool wasLocked = _locked.TryGetValue(workspaceId, out (DateTimeOffset Until, TimeSpan Pause) known);
        if (wasLocked && time.GetUtcNow() < known.Until)
        {
            return;
        }

        try
        {
            await act();
            _locked.Remove(workspaceId);
        }
        catch (WorkspaceLockedException)
        {
            TimeSpan pause = wasLocked ? TimeSpan.FromTicks(Math.Min(2 * known.Pause.Ticks, Longest.Ticks)) : First;
            _locked[workspaceId] = (time.GetUtcNow() + pause, pause);
        }
    }
}
